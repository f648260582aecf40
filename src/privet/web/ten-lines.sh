. .venv/bin/activate && export PRIVET_DATA=.privet/demo PRIVET_TENANT=demo
echo "My card 4111 1111 1111 1111, my number +44 7700 900123" | privet scan --show -
C=$(privet conversations --limit 1 --field id)
privet messages $C
privet find --purpose support +447700900123
