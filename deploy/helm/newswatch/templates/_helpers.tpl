{{- define "newswatch.name" -}}
{{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "newswatch.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- $both := contains $name .Release.Name | ternary .Release.Name (printf "%s-%s" .Release.Name $name) -}}
{{ default $both .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "newswatch.selectorLabels" -}}
app.kubernetes.io/name: {{ include "newswatch.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "newswatch.labels" -}}
{{ include "newswatch.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "newswatch.serviceAccountName" -}}
{{ default (.Values.serviceAccount.create | ternary (include "newswatch.fullname" .) "default") .Values.serviceAccount.name }}
{{- end }}

{{- define "newswatch.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ default $.Chart.AppVersion .tag }}{{ end }}
{{- end }}
{{- end }}

{{- define "newswatch.workloadKind" -}}
{{ .Values.staticMembership.enabled | ternary "StatefulSet" "Deployment" }}
{{- end }}

{{- /* The ConfigMap whose rules are mounted; nothing where rules come from elsewhere. */ -}}
{{- define "newswatch.rulesConfigMap" -}}
{{- if .Values.rules -}}
{{ include "newswatch.fullname" . }}-rules
{{- else -}}
{{ .Values.existingRulesConfigMap }}
{{- end }}
{{- end }}

{{- /* newswatch.yaml: what users say, over what the chart knows. */ -}}
{{- define "newswatch.config" -}}
{{- $known := dict "admin" (dict "address" "0.0.0.0") "pipeline" (dict "journal_folder" "/var/lib/newswatch") -}}
{{- if include "newswatch.rulesConfigMap" . -}}
{{- $_ := set $known "rules" (dict "path" "/etc/newswatch/rules") -}}
{{- end -}}
{{- if .Values.staticMembership.enabled -}}
{{- $_ := set $known "kafka" (dict "assignor" "range") -}}
{{- end -}}
{{ mergeOverwrite $known (deepCopy .Values.config) | toYaml }}
{{- end }}

{{- /* Whether the admin port speaks https. */ -}}
{{- define "newswatch.https" -}}
{{ default "" (default dict .Values.config.admin).certificate_file }}
{{- end }}

{{- /* What probes say of it, behind the port. */ -}}
{{- define "newswatch.probeScheme" -}}
{{- if include "newswatch.https" . -}}
, scheme: HTTPS
{{- end -}}
{{- end }}

{{- /* A list, or one text with commas, as one text with commas. */ -}}
{{- define "newswatch.commas" -}}
{{ kindIs "slice" . | ternary . (list .) | join "," }}
{{- end }}
