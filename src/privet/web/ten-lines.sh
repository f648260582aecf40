. .venv/bin/activate && export PRIVET_DATA=.privet/demo PRIVET_TENANT=demo
echo "Card 4111 1111 1111 1111, call +44 7700 900123" | privet scan --show
C=$(privet conversations --limit 1 --field id) && privet messages $C
privet find --purpose support 020 7946 0123
T=$(privet messages $C --tokens --kind EMAIL --field id)
privet reveal --operator demo --token $T --purpose support --reason "to confirm the address"
privet ledger export > .privet/ledger.txt && python verifier/privet_verify.py .privet/ledger.txt
S=$(privet find --purpose subject-request 020 7946 0123 --field subject)
privet erase --subject $S --purpose subject-request --reason "asked by letter" --yes
privet messages $C && privet verify
