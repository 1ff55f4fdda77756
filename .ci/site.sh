#!/usr/bin/env bash
# Makes the small website that the end-to-end stage adds and opens: .ci/site.sh DIR
set -euo pipefail
dir=$1
mkdir -p "$dir/files/nested folder"
cat > "$dir/index.html" <<'HTML'
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>First light</title>
<link rel="stylesheet" href="style.css">
<h1>A page by its hash</h1>
<p id="filled"></p>
<script src="script.js"></script>
</html>
HTML
echo 'h1 { color: rgb(0, 100, 0); }' > "$dir/style.css"
echo 'document.getElementById("filled").textContent = "filled by the script"' > "$dir/script.js"
: > "$dir/files/empty.txt"
printf 'ä ö ü\n' > "$dir/files/Grüße & <tags>.txt"
printf 'nested\n' > "$dir/files/nested folder/a.txt"
head -c 300000 /dev/urandom > "$dir/files/random-300k.bin"
head -c 3000000 /dev/urandom > "$dir/files/random-3M.bin"
