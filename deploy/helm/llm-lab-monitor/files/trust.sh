set -eu
# keytool takes one certificate at a time.
cp "${JAVA_HOME:?}/lib/security/cacerts" "${TRUST:=/trust}/cacerts"
chmod u+w "$TRUST/cacerts"
work=$(mktemp -d)
awk -v work="$work" '/BEGIN CERTIFICATE/ { n++ } n { print > (work "/" n ".pem") }' "${CA_BUNDLE:=/ca-bundle/ca.crt}"
for file in "$work"/*.pem; do
  "$JAVA_HOME/bin/keytool" -importcert -noprompt -keystore "$TRUST/cacerts" -storepass changeit \
    -alias "bundle-$(basename "$file" .pem)" -file "$file"
done
