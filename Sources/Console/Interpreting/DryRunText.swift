import Planning

extension Consequence {
  /// How the closing message of a dry run ends.
  var dryRunEnding: String { "; irreversible: \(text)" }
}
