{{- define "newswatch.pod" -}}
metadata:
  annotations:
    checksum/config: {{ include "newswatch.config" . | sha256sum }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  labels:
    {{- include "newswatch.selectorLabels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "newswatch.serviceAccountName" . }}
  automountServiceAccountToken: false
  # The daemon refuses variables that begin like its own and name no setting.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.podSecurityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: newswatch
      image: {{ include "newswatch.image" . }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      {{- if or .Values.staticMembership.enabled .Values.extraEnv }}
      env:
        {{- if .Values.staticMembership.enabled }}
        - name: NEWSWATCH_KAFKA__INSTANCE_ID
          valueFrom: {fieldRef: {fieldPath: metadata.name}}
        {{- end }}
        {{- with .Values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- end }}
      ports:
        - name: metrics
          containerPort: {{ default 9464 (default dict .Values.config.admin).port }}
      startupProbe:
        httpGet: {path: /livez, port: metrics{{ include "newswatch.probeScheme" . }}}
        {{- toYaml .Values.startupProbe | nindent 8 }}
      livenessProbe:
        httpGet: {path: /livez, port: metrics{{ include "newswatch.probeScheme" . }}}
        {{- toYaml .Values.livenessProbe | nindent 8 }}
      readinessProbe:
        httpGet: {path: /readyz, port: metrics{{ include "newswatch.probeScheme" . }}}
        {{- toYaml .Values.readinessProbe | nindent 8 }}
      {{- with .Values.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .Values.securityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      volumeMounts:
        - name: config
          mountPath: /etc/newswatch/newswatch.yaml
          subPath: newswatch.yaml
          readOnly: true
        - name: journal
          mountPath: /var/lib/newswatch
        {{- if include "newswatch.rulesConfigMap" . }}
        # The folder, not a subPath, which would never change.
        - name: rules
          mountPath: /etc/newswatch/rules
          readOnly: true
        {{- end }}
        {{- if .Values.existingSecret }}
        - name: secrets
          mountPath: /etc/newswatch/secrets
          readOnly: true
        {{- end }}
        {{- with .Values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  volumes:
    - name: config
      configMap: {name: {{ include "newswatch.fullname" . }}}
    # Outlives the process, not the pod: by it the next process knows what ended the last one.
    - name: journal
      emptyDir: {sizeLimit: 64Mi}
    {{- with include "newswatch.rulesConfigMap" . }}
    - name: rules
      configMap: {name: {{ . }}}
    {{- end }}
    {{- with .Values.existingSecret }}
    - name: secrets
      secret: {secretName: {{ . }}, defaultMode: 0440}
    {{- end }}
    {{- with .Values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}
