{{- /* What a service and its migration both need. */ -}}
{{- define "llmlab.commonEnvironment" -}}
{{- $root := .root -}}
- name: DATABASE_URL
  value: {{ include "llmlab.databaseUrl" . | quote }}
- name: QUARKUS_DATASOURCE_PASSWORD
  {{- include "llmlab.databasePasswordRef" . | nindent 2 }}
- name: LOG_FORMAT
  value: {{ $root.Values.logFormat }}
- name: JAVA_TOOL_OPTIONS
  value: >-
    -XX:MaxRAMPercentage={{ $root.Values.heapPercentage }} -XX:+ExitOnOutOfMemoryError
    {{- if $root.Values.caBundle }} -Djavax.net.ssl.trustStore=/trust/cacerts -Djavax.net.ssl.trustStorePassword=changeit{{ end }}
{{- end -}}

{{- define "llmlab.environment" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
{{- $name := include "llmlab.fullname" $root -}}
{{- $kafka := include "llmlab.kafka" $root | fromYaml -}}
{{- $publicUrl := include "llmlab.publicUrl" $root -}}
{{ include "llmlab.commonEnvironment" . }}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ include "llmlab.bootstrapServers" $root | quote }}
- name: LLMLAB_SERVICE_TOKEN
  {{- include "llmlab.secretRef" (dict "root" $root "key" "service-token") | nindent 2 }}
{{- with $values.tracing }}
{{- if .enabled }}
- name: OTEL_SDK_DISABLED
  value: "false"
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ required "tracing.endpoint is needed with tracing.enabled" .endpoint | quote }}
- name: OTEL_EXPORTER_OTLP_PROTOCOL
  value: {{ .protocol }}
- name: OTEL_TRACES_SAMPLER_ARG
  value: {{ .samplingRatio | quote }}
{{- end }}
{{- end }}
- name: QUARKUS_MANAGEMENT_HOST
  value: 0.0.0.0
- name: {{ ternary "API_HOST" "QUARKUS_HTTP_HOST" (eq .service "gateway") }}
  value: 0.0.0.0
{{- if include "llmlab.hooks" $root }}
- name: QUARKUS_FLYWAY_MIGRATE_AT_START
  value: "false"
{{- end }}
{{- if ne $kafka.securityProtocol "PLAINTEXT" }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ $kafka.securityProtocol }}
{{- end }}
{{- if hasPrefix "SASL" $kafka.securityProtocol }}
- name: KAFKA_SASL_MECHANISM
  value: {{ required "kafka.sasl.mechanism is needed with SASL" $kafka.sasl.mechanism }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef:
      name: {{ required (printf "kafka.sasl.existingSecrets.%s is needed with SASL" .service) (index $kafka.sasl.existingSecrets .service) }}
      key: {{ $kafka.sasl.jaasKey }}
{{- end }}
{{- if $kafka.ca.existingSecret }}
- name: KAFKA_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_TRUSTSTORE_LOCATION
  value: /kafka-ca/{{ $kafka.ca.key }}
{{- end }}
{{- if and $publicUrl (ne .service "regression") }}
- name: PUBLIC_URL
  value: {{ $publicUrl | quote }}
{{- end }}
{{- if has .service (list "runner" "alert") }}
- name: LLMLAB_OUTGOING_PRIVATE_ADDRESSES
  value: {{ $values.outgoing.privateAddresses }}
{{- range $key, $variable := dict "internalHosts" "INTERNAL_HOSTS" "onlyHosts" "ONLY_HOSTS" "deniedHosts" "DENIED_HOSTS" }}
{{- with index $values.outgoing $key }}
- name: LLMLAB_OUTGOING_{{ $variable }}
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if has .service (list "runner" "alert") }}
{{- range $key, $variable := dict "httpsProxy" "HTTPS_PROXY" "httpProxy" "HTTP_PROXY" }}
{{- if $values.outgoing.existingProxySecret }}
- name: {{ $variable }}
  valueFrom: {secretKeyRef: {name: {{ $values.outgoing.existingProxySecret }}, key: {{ $variable }}, optional: true}}
{{- else if index $values.outgoing $key }}
- name: {{ $variable }}
  value: {{ index $values.outgoing $key | quote }}
{{- end }}
{{- end }}
{{- with $values.outgoing.noProxy }}
- name: NO_PROXY
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- if eq .service "runner" }}
- name: MAX_CONCURRENT_JOBS
  value: {{ $values.maxConcurrentJobs | quote }}
- name: SCHEDULER_TIMEZONE
  value: {{ $values.timezone | quote }}
- name: HEARTBEAT_INTERVAL
  value: {{ $values.heartbeatInterval | quote }}
{{- if not $publicUrl }}
- name: RUNNER_HTTP_EXECUTOR_CALLBACK_BASE
  value: http://{{ $name }}-gateway:8000
{{- end }}
{{- end }}
{{- if eq .service "alert" }}
- name: REGRESSION_URL
  value: http://{{ $name }}-regression:8002
- name: LLMLAB_SECRETS_KEYS
  {{- include "llmlab.secretRef" (dict "root" $root "key" "secrets-keys") | nindent 2 }}
- name: ALERT_LINK_KEYS
  {{- include "llmlab.secretRef" (dict "root" $root "key" "link-keys" "optional" true) | nindent 2 }}
{{- with $values.alert.email }}
{{- if .server }}
- name: SMTP_SERVER
  value: {{ .server | quote }}
- name: SMTP_PORT
  value: {{ .port | quote }}
- name: ALERT_EMAIL_FROM
  value: {{ .from | quote }}
- name: ALERT_EMAIL_TO
  value: {{ .to | quote }}
{{- with .username }}
- name: SMTP_USERNAME
  value: {{ . | quote }}
{{- end }}
{{- with .existingSecret }}
- name: SMTP_PASSWORD
  valueFrom: {secretKeyRef: {name: {{ . }}, key: password}}
{{- end }}
{{- end }}
{{- end }}
{{- with $values.alert.slackSecret }}
- name: SLACK_WEBHOOK_URL
  valueFrom: {secretKeyRef: {name: {{ . }}, key: url}}
{{- end }}
{{- end }}
{{- if eq .service "gateway" }}
- name: API_ADMIN_KEY
  {{- include "llmlab.secretRef" (dict "root" $root "key" "admin-key") | nindent 2 }}
{{- range $other := list "runner" "regression" "alert" }}
- name: {{ upper $other }}_URL
  value: http://{{ $name }}-{{ $other }}:{{ (index (include "llmlab.services" $root | fromYaml) $other).port }}
{{- end }}
{{- with $values.gateway.trustedProxies }}
- name: QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING
  value: "true"
- name: QUARKUS_HTTP_PROXY_TRUSTED_PROXIES
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- with (index $values .service).extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* Java's own authorities and those of caBundle, in a store that -Djavax.net.ssl.trustStore names. */ -}}
{{- define "llmlab.trust" -}}
{{- if .root.Values.caBundle }}
initContainers:
  - name: trust
    image: {{ include "llmlab.image" . }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    command: [sh, -c]
    args:
      - | {{- .root.Files.Get "files/trust.sh" | nindent 8 }}
    securityContext: {{- include "llmlab.containerSecurity" . | nindent 6 }}
    resources: {{- include "llmlab.toolResources" . | nindent 6 }}
    volumeMounts:
      - {name: trust, mountPath: /trust}
      - {name: ca-bundle, mountPath: /ca-bundle, readOnly: true}
      - {name: tmp, mountPath: /tmp}
{{- end }}
{{- end -}}

{{- define "llmlab.mounts" -}}
- {name: tmp, mountPath: /tmp}
{{- if .root.Values.caBundle }}
- {name: trust, mountPath: /trust, readOnly: true}
{{- end }}
{{- if (include "llmlab.kafka" .root | fromYaml).ca.existingSecret }}
- {name: kafka-ca, mountPath: /kafka-ca, readOnly: true}
{{- end }}
{{- end -}}

{{- define "llmlab.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: {{ (index .root.Values .service).tmpSize }}}
{{- with .root.Values.caBundle }}
- name: trust
  emptyDir: {sizeLimit: 16Mi}
- name: ca-bundle
  configMap: {name: {{ . }}}
{{- end }}
{{- with (include "llmlab.kafka" .root | fromYaml).ca.existingSecret }}
- name: kafka-ca
  secret: {secretName: {{ . }}}
{{- end }}
{{- end -}}
