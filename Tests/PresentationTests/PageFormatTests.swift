import Expressions
import Foundation
import JSON
import Presentation
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#endif

@Suite struct PageFormatTests {
  private static let rows = [
    #"{"status":"paid","total":40000,"currency":"usd","at":1793025060}"#,
    #"{"status":"<b>&\"'","total":9900,"currency":"usd","at":null}"#,
    #"{"status":"draft","total":100000,"currency":"usd","at":1700000000}"#,
  ]

  private static func page() throws -> String {
    var options = OutputOptions(columns: [
      Column("status", at: RowPath(keys: "status"), showing: .state),
      Column(
        "total", at: RowPath(keys: "total"), showing: .money(currency: RowPath(keys: "currency"))),
      Column("at", at: RowPath(keys: "at"), showing: .time),
    ])
    options.title = "query x\n  where a < \"</title><script>alert(1)</script>\""
    return try rendered(.html, rows, options).text
  }

  @Test func isOnePageWithEverythingEscaped() throws {
    let page = try Self.page()
    #expect(page.hasPrefix("<!doctype html>\n"))
    #expect(page.hasSuffix("</html>\n"))
    #expect(page.contains("default-src 'none'"))
    #expect(page.contains("&lt;b&gt;&amp;&quot;&#39;"))
    #expect(!page.contains("<script>alert"))
    #expect(page.contains("<h1>query x where a &lt; "))
    #expect(page.contains("<p class=\"count\">3 rows</p>"))
    #expect(page.contains("data-key=\"40000\"><span>$400.00</span>"))
    #expect(page.contains("data-key=\"1793025060\"><span>2026-10-26 14:31</span>"))
    #expect(page.contains("<td class=\"null\">–</td>"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src="))
  }

  @Test func drawsWhatHasNumbers() throws {
    let page = try Self.page()
    #expect(page.contains("<svg role=\"img\""))
    let plain = try rendered(
      .html, [#"{"a":"x"}"#, #"{"a":"y"}"#], OutputOptions(columns: [Column(member: "a")])
    ).text
    #expect(!plain.contains("<svg role"))
  }

  @Test func writesAPageWithoutRows() throws {
    let page = try rendered(.html, [], OutputOptions(columns: [Column(member: "a")])).text
    #expect(page.contains("<p class=\"count\">0 rows</p>"))
    #expect(page.contains(">a</button>"))
  }

  @Test(.enabled(if: Browser.path != nil), .timeLimit(.minutes(2)))
  func sortsInABrowser() throws {
    let browser = try #require(Browser.path)
    let clicks = """
      <script>
      const titles = document.querySelectorAll("th button");
      const first = () => document.querySelector("tbody tr").cells[1].textContent;
      const seen = [first()];
      titles[1].click(); seen.push(first());
      titles[1].click(); seen.push(first());
      titles[2].click(); seen.push(first());
      document.body.dataset.seen = seen.join(" ");
      </script>
      """
    let page = try Self.page().replacing("</body>", with: clicks + "</body>")
    let text = try Browser.dump(page, with: browser)
    #expect(text.contains("data-seen=\"$400.00 $99.00 $1,000.00 $1,000.00\""))
  }
}

/// A browser of this machine that shows pages without a window.
private enum Browser {
  static let path: String? = {
    let directories = ["/usr/bin", "/usr/local/bin", "/opt/google/chrome"]
    let names = [
      "chromium", "chromium-browser", "google-chrome", "chrome", "chromium-headless-shell",
    ]
    let paths = directories.flatMap { directory in names.map { directory + "/" + $0 } }
    return paths.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// The page's elements as they are once its scripts have run.
  static func dump(_ page: String, with browser: String) throws -> String {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinstripe-page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let file = directory.appendingPathComponent("page.html")
    try Data(page.utf8).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: browser)
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(directory.path)/profile",
      "--dump-dom", file.absoluteString,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
