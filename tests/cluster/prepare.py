"""Makes all that the cluster and its tests need, while there is still a network: programs, images, definitions, Kafka.

What is there already is kept; the image is built anew from what has changed.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "integration"))

from kafka_broker import fetch_jars  # noqa: E402

HERE = Path(__file__).resolve().parent
MADE = ROOT / "build" / "cluster"
PROGRAMS = MADE / "bin"
DEFINITIONS = MADE / "definitions"
IMAGE, PAUSE_IMAGE, BASE = "localhost/newswatch:test", "localhost/pause:test", "localhost/base:test"
SUITE = "trixie"

GO_AT_LEAST = (1, 24)
HELM = "helm.sh/helm/v3/cmd/helm@v3.19.5"
KUBECONFORM = "github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0"
CONTROLLER_GEN = "sigs.k8s.io/controller-tools/cmd/controller-gen@v0.17.2"
KEDA = "github.com/kedacore/keda/v2"
PROMETHEUS_OPERATOR = "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring@v0.80.0"

GO_ENVIRONMENT = {**os.environ, "GOFLAGS": "-mod=readonly", "GOBIN": str(PROGRAMS)}


def run(*command, **options) -> str:
    print("+", *command, file=sys.stderr, flush=True)
    return subprocess.run([*map(str, command)], check=True, text=True, stdout=subprocess.PIPE, **options).stdout


def image_archive(name: str) -> Path:
    return MADE / f"{name.rpartition('/')[2].replace(':', '-')}.tar"


def check_go() -> None:
    told = run("go", "version") if shutil.which("go") else "no Go"
    found = re.search(r"go(\d+)\.(\d+)", told)
    if not found or tuple(map(int, found.groups())) < GO_AT_LEAST:
        raise SystemExit(f"needs Go {'.'.join(map(str, GO_AT_LEAST))} or later on the PATH; there is {told.strip()}")


def required_version(folder: str, module: str) -> str:
    """As the go.mod in that folder asks for it, without the v."""
    return re.search(rf"\b{re.escape(module)} v(\S+)", (HERE / folder / "go.mod").read_text()).group(1)


def kubernetes_version() -> str:
    return required_version("kubernetes", "k8s.io/kubernetes")


def build_programs() -> None:
    """All of Kubernetes takes many minutes the first time, and seconds when nothing has changed."""
    version = kubernetes_version()
    major, minor, _ = version.split(".")
    about = "k8s.io/component-base/version"
    stamps = f"-X {about}.gitVersion=v{version} -X {about}.gitMajor={major} -X {about}.gitMinor={minor}"
    run("go", "build", "-ldflags", f"-s -w {stamps}", "-o", PROGRAMS / "kubernetes", ".", cwd=HERE / "kubernetes",
        env=GO_ENVIRONMENT)
    run("go", "build", "-o", PROGRAMS / "pause", ".", cwd=HERE / "pause", env={**GO_ENVIRONMENT, "CGO_ENABLED": "0"})
    install_helm()
    for module in (KUBECONFORM, CONTROLLER_GEN):
        install(module)


def install_helm() -> None:
    """As its releases are built: it takes a cluster that it can't ask to be of that version."""
    major, minor, _ = kubernetes_version().split(".")
    install(HELM, *(f"-X helm.sh/helm/v3/pkg/{package}.k8sVersion{part}={number}" for package in ("chartutil", "lint/rules")
                    for part, number in (("Major", major), ("Minor", minor))))


def install(module: str, *stamps: str) -> None:
    run("go", "install", "-ldflags", " ".join(stamps), module, env=GO_ENVIRONMENT)


def build_keda() -> None:
    """Its operator links the clients of all that it can scale by: as long a build as that of Kubernetes."""
    run("go", "build", "-ldflags", "-s -w", "-o", PROGRAMS / "keda", f"{KEDA}/cmd/operator", cwd=HERE / "keda", env=GO_ENVIRONMENT)


def module_folder(module: str) -> Path:
    return Path(json.loads(run("go", "mod", "download", "-json", module, env=GO_ENVIRONMENT))["Dir"])


def write_definitions() -> None:
    """Of the kinds that KEDA and Prometheus's operator bring, and Kubernetes's own description of its kinds."""
    shutil.rmtree(DEFINITIONS, ignore_errors=True)
    DEFINITIONS.mkdir(parents=True)
    for file in (module_folder(f"{KEDA}@v{required_version('keda', KEDA)}") / "config/crd/bases").glob("*.yaml"):
        shutil.copy(file, DEFINITIONS)
    run(PROGRAMS / "controller-gen", "crd:crdVersions=v1,allowDangerousTypes=true", "paths=./v1/...",
        f"output:dir={DEFINITIONS}", cwd=module_folder(PROMETHEUS_OPERATOR), env=GO_ENVIRONMENT)
    kubernetes = module_folder(f"k8s.io/kubernetes@v{kubernetes_version()}")
    shutil.copy(kubernetes / "api/openapi-spec/swagger.json", MADE / "kinds.json")


def buildah(*arguments, **options) -> str:
    """With its images, and what the compiler keeps between builds, in our folder."""
    (MADE / "tmp").mkdir(exist_ok=True)
    return run("buildah", "--root", MADE / "containers", "--runroot", MADE / "containers-run", *arguments,
               env={**os.environ, "TMPDIR": str(MADE / "tmp")}, **options).strip()


def save(image: str) -> None:
    image_archive(image).unlink(missing_ok=True)
    buildah("push", "--quiet", image, f"docker-archive:{image_archive(image)}:{image}")


def import_base() -> None:
    """Stands for Debian's image from a registry: a root that debootstrap makes of packages."""
    if buildah("images", "--quiet", "--filter", f"reference={BASE}"):
        return
    root = MADE / SUITE
    shutil.rmtree(root, ignore_errors=True)
    run("debootstrap", "--variant=minbase", "--include=ca-certificates", SUITE, root, stderr=sys.stderr)
    for path in Path("/etc/apt/apt.conf.d").iterdir():
        if "Acquire::" in path.read_text():
            shutil.copy(path, root / "etc/apt/apt.conf.d")
    container = buildah("from", "scratch")
    archive = MADE / f"{SUITE}.tar"
    run("tar", "--create", "--file", archive, "--directory", root, "--exclude=./proc/*", "--exclude=./sys/*", ".")
    buildah("add", "--quiet", container, archive, "/")
    buildah("config", "--cmd", "/bin/bash", container)
    buildah("commit", "--quiet", "--rm", container, BASE)
    archive.unlink()
    shutil.rmtree(root)


def build_images() -> None:
    import_base()
    buildah("bud", "--isolation=chroot", "--layers", "--build-arg", f"BASE={BASE}", "--file",
            ROOT / "deploy/container/Dockerfile", "--tag", IMAGE, ROOT, stderr=sys.stderr)
    save(IMAGE)
    container = buildah("from", "scratch")
    buildah("copy", "--quiet", container, PROGRAMS / "pause", "/pause")
    buildah("config", "--entrypoint", '["/pause"]', "--user", "65535", container)
    buildah("commit", "--quiet", "--rm", container, PAUSE_IMAGE)
    save(PAUSE_IMAGE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only-helm", action="store_true", help="build Helm and print where it is")
    parser.add_argument("--keda", action="store_true", help="also build KEDA's operator, for the tests that run with --keda")
    wanted = parser.parse_args()
    check_go()
    PROGRAMS.mkdir(parents=True, exist_ok=True)
    if wanted.only_helm:
        install_helm()
        print(PROGRAMS / "helm")
        return
    build_programs()
    if wanted.keda:
        build_keda()
    write_definitions()
    build_images()
    fetch_jars()


if __name__ == "__main__":
    main()
