{{- /* Random values, made once in a rendering and kept from the first install on: what is in the cluster wins. Where helm cannot
look (helm template, Argo CD) they are others each time, so name existing Secrets there. */ -}}
{{- define "llmlab.generated" -}}
{{- if not (hasKey .Values "_generated") -}}
{{- $name := include "llmlab.fullname" . -}}
{{- $own := ((lookup "v1" "Secret" .Release.Namespace $name) | default dict).data | default dict -}}
{{- $database := ((lookup "v1" "Secret" .Release.Namespace (printf "%s-database" $name)) | default dict).data | default dict -}}
{{- $made := dict
    "admin-key" (.Values.secrets.adminKey | default ((index $own "admin-key") | default "" | b64dec) | default (randAlphaNum 43))
    "service-token" (.Values.secrets.serviceToken | default ((index $own "service-token") | default "" | b64dec) | default (randAlphaNum 43))
    "secrets-keys" (.Values.secrets.secretsKeys | default ((index $own "secrets-keys") | default "" | b64dec) | default (randBytes 32)) -}}
{{- range $service := list "runner" "regression" "alert" "gateway" "owner" -}}
{{- $_ := set $made $service ((index $database $service) | default "" | b64dec | default (randAlphaNum 32)) -}}
{{- end -}}
{{- $_ := set .Values "_generated" $made -}}
{{- end -}}
{{- end -}}

{{- /* A secret of the suite, by its key. */ -}}
{{- define "llmlab.secretRef" -}}
valueFrom:
  secretKeyRef:
    name: {{ .root.Values.secrets.existingSecret | default (include "llmlab.fullname" .root) }}
    key: {{ .key }}
    {{- if .optional }}
    optional: true
    {{- end }}
{{- end -}}

{{- /* The password of a service's role. A hook that runs before an install reads a copy: the chart's own Secret is not there yet. */ -}}
{{- define "llmlab.databasePasswordRef" -}}
{{- $existing := index .root.Values.database.existingSecrets .service -}}
valueFrom:
  secretKeyRef:
    name: {{ $existing | default .hookSecret | default (printf "%s-database" (include "llmlab.fullname" .root)) }}
    key: {{ ternary .root.Values.database.passwordKey .service (not (empty $existing)) }}
{{- end -}}
