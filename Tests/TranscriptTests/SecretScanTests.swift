import Foundation
import Testing

/// Runs the whole program with keys of every kind in every place a key could get to, and looks for
/// them in every byte that came out: standard output and error, logs, reports, histories, data.
struct SecretScanTests {
  /// By the names that the commands call them.
  private static let secrets = [
    "T": "sk_test_" + "Tt3z6Y93VMb9G5sVdmhAHsBNgQ",
    "L": "sk_live_" + "sa2qDun5Bm47ejTTFjjaaq5qmm",
    "RT": "rk_test_" + "vxpNXUqnYpBwbADmkteyw8SRaS",
    "RL": "rk_live_" + "XZyewz8wHYxnHHZndtb3zCbP6D",
    "ORG": "sk_org_live_" + "ABR9aFcZnTph4s8GzKzMt5GgR3",
    "HOOK": "whsec_" + "57AvcEfqyKTAkyuYNfwXxwn7fU",
    "CLIENT": "pi_3Nv_secret_" + "k2YwHm2dfSNCcs3Sz8tGVDkdUc",
    "PK": "pk_live_" + "7Jy9qj2QjU6DgmEAkdDvkGTmMG",
  ]
  private static let card = "4242424242424242"

  /// What goes in stands in `input` and in the configuration; all else came out.
  private static let inputs = ["work/input", "home/.config", "bin"]

  /// Some statements leave a key as somebody's data, so the server keeps them in memory.
  private static let serving = [
    "mkdir -p input; umask 000", serve("--sandbox-data :memory:"),
    #"base=$(sed -n 's/.*\(http:[^;]*\);.*/\1/p' server.log)"#,
  ]

  private static func serve(_ options: String) -> String {
    "pinstripe sandbox serve --port 0 \(options) > server.log 2>&1 & "
      + "until grep -q http server.log; do :; done"
  }

  private static let withEveryKey = secrets.keys.sorted().map {
    #"""
    STRIPE_API_KEY=$\#($0) pinstripe --api-base "$base" --context acct_1 --on-error continue \
      --log-level trace --log-file trace.log --report report-\#($0).jsonl --output rows.json -e '
      show settings; show profiles; show variables; test connection; list customers limit 1
      get customer cus_none; print env("STRIPE_API_KEY"); set on_error = "emit"
      get customer cus_none; print env("STRIPE_API_KEY")'
    """#
  }

  /// Statements in which a secret stands that should not: they cannot be read, mean nothing, or
  /// fail when they run.
  private static let inStatements = secrets.keys.sorted().flatMap { name in
    [
      ["print \\\"$\(name)", "frobnicate $\(name)", "get customer $\(name) $\(name)"],
      [
        "get $\(name) $\(name)", "query ${\(name)}s where a = 1", "use $\(name)",
        "include \\\"$\(name)\\\"", "set format = \\\"$\(name)\\\"",
        "create customer { $\(name): 1 }",
      ],
      [
        "get customer $\(name)", "list customers where email = \\\"$\(name)\\\"",
        "assert 1 = 2, \\\"$\(name)\\\"", "create customers from \\\"$\(name).csv\\\"",
        "request POST \\\"/v1/refunds\\\" { charge: \\\"$\(name)\\\" }",
        "request GET \\\"/v1/$\(name)/../x\\\"",
        "explain query customers where email = \\\"$\(name)\\\"", "set dry_run = true",
        "create customer { name: \\\"$\(name)\\\" }",
      ],
    ].map { statements in
      "run --on-error continue" + statements.map { " -e \"\($0)\"" }.joined()
    } + [#"run -e "request POST \"/v1/customers\" { name: \"$\#(name)\" }" > /dev/null"#]
  }

  /// Options and arguments that are a key.
  private static let inOptions = [
    #"run --account "$L" -e "get balance""#, #"run "$L""#, #"run "--$L""#,
    #"run --set "$L" -e 1"#, #"run --profile "$L" -e "get balance""#,
    #"run --log-level "$L" -e 1"#, #"run --output "no/$L" -e 'print 1'"#,
    #"run --log-file "no/$L" -e 'print 1'"#, #"run --format "$L" -e 1"#,
    #"run --api-base "$L" -e 'get balance'"#,
    #"run --api-base "https://$L@h.example" -e 'get balance'"#,
    #"pinstripe sandbox serve --port "$L""#, #"pinstripe sandbox serve --fail "$L""#,
    #"pinstripe sandbox seed --count "$L""#, #"pinstripe help "$L"; pinstripe completions "$L""#,
    #"https_proxy="http://u:$L@127.0.0.1:1" STRIPE_API_KEY=$T pinstripe -e 'get balance'"#,
    #"run --api-base http://127.0.0.1:1 -e 'get balance'"#,
    #"printf 'get customer (\n%s' "$L" > input/bad.stripe"#,
    "for verb in check format explain run; do pinstripe $verb input/bad.stripe; done",
  ]

  /// Configurations that hold a key, rightly and wrongly.
  private static let configured =
    [
      #"api_key = "$T""#, #"api_key = "$L" and more"#, #"api_key = $T"#, #"api_key_env = "$T""#,
      #"api_key_cmd = "echo $T >&2; exit 3""#, #"api_key_cmd = "echo $T; echo saw $T >&2""#,
      #"api_key_cmd = "printf $T >&2; echo $RT""#, #"account = "$T""#, #"$T = "$T""#,
      #"api_key_env = "K"\ncontext = "$T""#, #"api_base = "$T"\napi_key_env = "K""#,
      #"keyring = "$T""#,
      #"keyring = true"#, #"[[$T]]"#, #"api_key = "$PK""#, #"api_key = "$ORG""#,
    ].flatMap { line in
      [
        #"printf '%s\n' 'default_profile = "acme"' '[profiles.acme]' > "$config""#,
        "printf '%s\\n' \"\(line.replacing("\"", with: "\\\""))\" >> \"$config\"",
        #"chmod 600 "$config"; configured"#,
      ]
    } + [
      #"chmod 644 "$config"; configured"#,
      #"printf 'default_profile = "%s"\n' "$T" > "$config"; configured; rm "$config""#,
      #"mkdir -p "$HOME/.config/stripe"; file=$HOME/.config/stripe/config.toml"#,
      #"printf '[default]\ntest_mode_api_key = "%s"\n' "$RT" > "$file"; configured"#,
      #"chmod 600 "$file"; configured; rm "$file""#,
    ]

  private static let functions = [
    #"run() { STRIPE_API_KEY=$T pinstripe --api-base "$base" --log-level trace "#
      + #"--log-file trace.log --report report.jsonl --track input "$@"; }"#,
    #"config=$HOME/.config/pinstripe/config.toml; mkdir -p "$HOME/.config/pinstripe""#,
    #"configured() { pinstripe --api-base "$base" --on-error continue --log-level trace -e "#
      + #"'show profiles; show settings; get balance; get customer cus_none'; }"#,
  ]

  /// Somebody at the prompt; what is typed is echoed by the terminal, which is nobody's output.
  /// Data in a file, and the files beside it while it is served.
  private static let kept = [
    "kill $!; wait $!", serve(""), #"pinstripe --sandbox -e 'create customer {}' > /dev/null"#,
    """
    printf '%s\\n' 'print "kept"' "print \\"$L\\"" "print \\"$CLIENT\\"" "print \\"$HOOK\\"" \
    'create token { card: { number: "\(card)" } }' 'print "last"' exit \
    | script -qec 'pinstripe --sandbox' /dev/null > /dev/null
    """,
  ]

  @Test func `no key comes out of the program, and its files are its owner's`() async throws {
    let exports = Self.secrets.sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'" }
    let commands =
      Self.serving + exports + Self.functions + Self.withEveryKey + Self.inStatements
      + Self.inOptions + Self.configured + Self.kept
    var shell = try Shell.built()
    shell.patience *= 4
    let (outcomes, files) = try await shell.outcomes(of: commands) { place in
      try LeftBehind.all(below: place.root)
    }
    #expect(outcomes.count == commands.count)
    let scan = SecretScan(secrets: Array(Self.secrets.values))
    for (command, outcome) in zip(commands, outcomes) {
      let text = outcome.lines.joined(separator: "\n")
      let findings = scan.findings(in: Data(text.utf8))
      #expect(findings.isEmpty, "\(command)\n\(text)")
    }
    let written = files.filter { file in !Self.inputs.contains { file.path.hasPrefix($0) } }
    for file in written {
      #expect(scan.findings(in: file.bytes).isEmpty, "\(file.path)")
      #expect(file.bytes.range(of: Data(Self.card.utf8)) == nil, "\(file.path)")
    }
    checkPermissions(of: written)
  }

  /// The mask of these runs takes nothing away.
  private func checkPermissions(of written: [LeftBehind]) {
    let own = written.filter { file in
      file.path.hasPrefix("home/.local") || file.path.hasSuffix(".json")
        || file.path.hasSuffix(".jsonl") || file.path == "work/trace.log"
    }
    for file in own {
      #expect(file.permissions == (file.isDirectory ? 0o700 : 0o600), "\(file.path)")
    }
    let names = own.map { $0.path.split(separator: "/").last.map(String.init) ?? "" }
    for name in [
      "history", "trace.log", "report.jsonl", "rows.json", "sandbox.sqlite", "sandbox.sqlite-wal",
      "sandbox.sqlite-shm",
    ] {
      #expect(names.contains(name), "\(name) was not written")
    }
    let history = own.first { $0.path.hasSuffix("/history") }?.bytes ?? Data()
    #expect(String(decoding: history, as: UTF8.self) == "print \"kept\"\nprint \"last\"\nexit\n")
  }

  @Test func `a part of a secret is found, and what may be shown is not`() {
    let scan = SecretScan(secrets: ["sk_test_abcdefghijklmnop1234"])
    #expect(!scan.findings(in: Data("x fghijklm y".utf8)).isEmpty)
    #expect(!scan.findings(in: Data("sk_test_abcdefgh".utf8)).isEmpty)
    #expect(scan.findings(in: Data("sk_test_…1234 and sk_test_****mnop1234".utf8)).isEmpty)
  }
}
