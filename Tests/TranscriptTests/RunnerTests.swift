import Testing

/// A runner that lets everything pass would be worse than none.
struct RunnerTests {
  private let text = """
    ## explains
    $ one \\
    > more
    output
    $ two
    [exit 3]

    $ three
    """

  @Test func `a transcript is read`() {
    let exchanges = Transcript(path: "a.transcript", text: text).exchanges
    #expect(exchanges.map(\.command) == ["one \\\nmore", "two", "three"])
    #expect(exchanges.map(\.line) == [2, 5, 8])
    #expect(exchanges.map(\.expected.output) == [["output"], [], []])
    #expect(exchanges.map(\.expected.exitCode) == [0, 3, 0])
  }

  @Test func `only console blocks of a page are read`() {
    let page = "$ no\n```sh\n$ no\n```\n```console\n$ yes\nout\n```\n$ no\n"
    let exchanges = Transcript(path: "a.md", text: page).exchanges
    #expect(exchanges.map(\.command) == ["yes"])
    #expect(exchanges.first?.expected.output == ["out"])
  }

  @Test func `a recording replaces outputs and nothing else`() {
    let transcript = Transcript(path: "a.transcript", text: text)
    let outcomes = [
      Transcript.Outcome(output: ["a", "b"]), .init(output: []), .init(output: ["c"], exitCode: 1),
    ]
    #expect(
      transcript.text(with: outcomes) == """
        ## explains
        $ one \\
        > more
        a
        b
        $ two

        $ three
        c
        [exit 1]

        """)
  }

  @Test(arguments: [
    (["a"], ["a"], true),
    (["a"], ["b"], false),
    (["a"], ["a", "b"], false),
    (["a", "…"], ["a", "b", "c"], true),
    (["…", "c"], ["a", "b", "c"], true),
    (["…", "d"], ["a", "b", "c"], false),
    (["x …z"], ["x yz"], true),
    (["x …z"], ["x y"], false),
    (["{\"id\":\"<id>\"}"], ["{\"id\":\"in_1aB2cD3eF4\"}"], true),
    (["{\"id\":\"<id>\"}"], ["{\"id\":\"\"}"], false),
    (["at <time>."], ["at 1795233600."], true),
    (["at <time>."], ["at soon."], false),
    (["(<id>)*"], ["(cus_12345678)*"], true),
  ])
  func `varying parts match what they stand for`(
    expected: [String], output: [String], matches: Bool
  ) {
    #expect(ExpectedOutput(lines: expected).matches(output) == matches)
  }

  @Test func `two runs tell what varies`() {
    let recording = Recording(now: 1_795_233_600)
    let line = recording.generalized(
      #"{"id":"in_aaaaaaaa","created":1795233601,"due":1704067200,"n":"A-0001"}"#,
      beside: #"{"id":"in_bbbbbbbb","created":1795233609,"due":1704067200,"n":"A-0001"}"#)
    #expect(line == #"{"id":"<id>","created":<time>,"due":1704067200,"n":"A-0001"}"#)
  }

  @Test func `commands share a shell and nothing else`() async throws {
    let shell = Shell(binary: Repository.root.appending(path: "Package.swift"))
    let outcomes = try await shell.outcomes(of: [
      "x=1; false", "echo $x; echo oops >&2", "env | grep -c STRIPE_; ls", "(exit 7)",
    ])
    #expect(outcomes.map(\.output) == [[], ["1", "oops"], ["0"], []])
    #expect(outcomes.map(\.exitCode) == [1, 0, 0, 7])
  }

  @Test func `a transcript that hangs is ended`() async {
    let shell = Shell(binary: Repository.root.appending(path: "Package.swift"), patience: 0.2)
    await #expect(throws: Shell.Hung.self) {
      try await shell.outcomes(of: ["while :; do :; done"])
    }
  }
}
