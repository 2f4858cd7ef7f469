{{- /* What would else fail in the pod, or not at all. Keys of `config` are checked by values.schema.json. */ -}}
{{- define "newswatch.checks" -}}
{{- $config := .Values.config -}}
{{- $kafka := default dict $config.kafka -}}
{{- $rules := default dict $config.rules -}}
{{- $admin := default dict $config.admin -}}

{{- $_ := required "config.kafka.brokers is required, as in --set config.kafka.brokers=kafka-bootstrap.kafka:9092" $kafka.brokers -}}

{{- $places := list .Values.rules .Values.existingRulesConfigMap $rules.topic $rules.path | compact -}}
{{- if not $places -}}
{{- fail "no rules: give files in `rules`, or existingRulesConfigMap, config.rules.topic or config.rules.path; the image's sample rules are in config.rules.path=/usr/share/newswatch/rules" -}}
{{- else if gt (len $places) 1 -}}
{{- fail "rules come from one place: only one of rules, existingRulesConfigMap, config.rules.topic and config.rules.path" -}}
{{- end -}}

{{- if $kafka.instance_id -}}
{{- fail "config.kafka.instance_id would be the same in all pods, which would shut each other out: leave it out, and set staticMembership.enabled" -}}
{{- end -}}
{{- if and .Values.staticMembership.enabled (ne (default "range" $kafka.assignor) "range") -}}
{{- fail "staticMembership.enabled needs config.kafka.assignor: range" -}}
{{- end -}}

{{- if hasPrefix "127." (default "" $admin.address) -}}
{{- fail "config.admin.address must be reachable from the node, which asks whether the pod is ready: leave it out" -}}
{{- end -}}
{{- if eq (toString (default "9464" (toString $admin.port))) "0" -}}
{{- fail "config.admin.port can't be 0: probes and Service need to know it" -}}
{{- end -}}

{{- $grace := default "25s" (default dict $config.shutdown).grace -}}
{{- if regexMatch "^[0-9]+(ms|s|m|h|d)$" $grace -}}
{{- $unit := regexFind "[a-z]+$" $grace -}}
{{- $seconds := mulf (regexFind "^[0-9]+" $grace | float64) (get (dict "ms" 0.001 "s" 1 "m" 60 "h" 3600 "d" 86400) $unit) -}}
{{- if le (float64 .Values.terminationGracePeriodSeconds) $seconds -}}
{{- fail (printf "terminationGracePeriodSeconds: %v must be more than config.shutdown.grace, %s: the pod would be killed while it finishes" .Values.terminationGracePeriodSeconds $grace) -}}
{{- end -}}
{{- end -}}

{{- if and .Values.autoscaling.enabled (lt (int .Values.autoscaling.maxReplicas) (int .Values.autoscaling.minReplicas)) -}}
{{- fail (printf "autoscaling.maxReplicas: %v is less than autoscaling.minReplicas: %v" .Values.autoscaling.maxReplicas .Values.autoscaling.minReplicas) -}}
{{- end -}}
{{- end }}
