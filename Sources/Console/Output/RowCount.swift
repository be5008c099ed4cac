import Presentation

/// The summary after a result, such as `(5 rows, 1 request, 42 ms)`.
struct RowCount {
  var rows: Int?
  var requests: Int
  var seconds: Double

  var text: String {
    var parts = rows.map { [Self.counted($0, "row")] } ?? []
    if requests > 0 {
      parts.append(Self.counted(requests, "request"))
      parts.append("\(Int((seconds * 1000).rounded())) ms")
    }
    return "(\(parts.joined(separator: ", ")))"
  }

  private static func counted(_ count: Int, _ word: String) -> String {
    "\(count) \(word)\(count == 1 ? "" : "s")"
  }
}
