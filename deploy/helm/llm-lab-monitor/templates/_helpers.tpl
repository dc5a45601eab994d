{{- /* The four services: the module their image is built from, and the ports of their application.properties. */ -}}
{{- define "llmlab.services" -}}
runner: {module: benchmark-runner-service, port: 8001, management: 9001}
regression: {module: regression-service, port: 8002, management: 9002}
alert: {module: alert-service, port: 8003, management: 9003}
gateway: {module: api-gateway, port: 8000, management: 9000}
{{- end -}}

{{- define "llmlab.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains .Chart.Name .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-llm-lab" .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{- define "llmlab.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "llmlab.labels" -}}
{{ include "llmlab.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: llm-lab-monitor
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "llmlab.image" -}}
{{ printf "%s/%s:%s" .root.Values.image.registry .module (.root.Values.image.tag | default .root.Chart.AppVersion) }}
{{- end -}}

{{- define "llmlab.publicUrl" -}}
{{- with .Values -}}
{{- if .publicUrl -}}{{ .publicUrl }}
{{- else if and .ingress.enabled .ingress.host -}}
{{ printf "%s://%s" (ternary "https" "http" (not (empty .ingress.tlsSecret))) .ingress.host }}
{{- else if and .httpRoute.enabled .httpRoute.host -}}{{ printf "https://%s" .httpRoute.host }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "llmlab.databaseHost" -}}
{{- if .Values.evaluation.enabled -}}{{ include "llmlab.fullname" . }}-postgres
{{- else -}}{{ required "database.host says where Postgres is (or evaluation.enabled brings one)" .Values.database.host }}
{{- end -}}
{{- end -}}

{{- define "llmlab.bootstrapServers" -}}
{{- if .Values.evaluation.enabled -}}{{ include "llmlab.fullname" . }}-kafka:9092
{{- else -}}{{ required "kafka.bootstrapServers says where Kafka is (or evaluation.enabled brings one)" .Values.kafka.bootstrapServers }}
{{- end -}}
{{- end -}}

{{- /* The evaluation's Kafka and Postgres take everybody in the clear, whatever is said of others. */ -}}
{{- define "llmlab.kafka" -}}
{{- if .Values.evaluation.enabled -}}
{securityProtocol: PLAINTEXT, ca: {existingSecret: ""}, topics: {existingSecret: ""}}
{{- else -}}
{{ .Values.kafka | toYaml }}
{{- end -}}
{{- end -}}

{{- define "llmlab.databaseUrl" -}}
{{- with .root.Values.database -}}
postgresql://llmlab_{{ $.service }}@{{ include "llmlab.databaseHost" $.root }}:{{ .port }}/{{ .name }}
{{- if and .options (not $.root.Values.evaluation.enabled) }}?{{ .options }}{{ end -}}
{{- end -}}
{{- end -}}

{{- /* "true" where jobs migrate. The evaluation's database is not there yet when hooks run before an install. */ -}}
{{- define "llmlab.hooks" -}}
{{- if and (eq .Values.database.migrations "hook") (not .Values.evaluation.enabled) -}}true{{- end -}}
{{- end -}}

{{- /* What runs in our own containers; a pod adds the user. */ -}}
{{- define "llmlab.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "llmlab.podSecurity" -}}
runAsNonRoot: true
{{- with .Values.runAsUser }}
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
{{- end }}
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- /* What all pods have in common. */ -}}
{{- define "llmlab.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- /* Small containers that run for a moment. */ -}}
{{- define "llmlab.toolResources" -}}
requests: {cpu: 50m, memory: 64Mi}
limits: {cpu: "1", memory: 256Mi}
{{- end -}}

{{/* Where the runbook has the entry of an alert; of (root, alert). */}}
{{- define "llmlab.runbook" -}}
{{- printf "%s#%s" (index . 0).Values.prometheusRule.runbook (index . 1 | lower) | quote -}}
{{- end -}}
