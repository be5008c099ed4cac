import Foundation

/// Looks for secrets in everything that runs of the program left behind.
struct SecretScan {
  /// What must be nowhere, whole or in part.
  var secrets: [String]

  /// The parts of secrets that some bytes hold. Of a key's end four characters may be shown, as
  /// Stripe shows them, and so may its kind.
  func findings(in bytes: Data) -> [String] {
    secrets.flatMap(Self.parts).filter { bytes.range(of: Data($0.utf8)) != nil }
  }

  /// Every eight characters in a row of what is secret of a key.
  private static func parts(of secret: String) -> [String] {
    let body = Array(secret.split(separator: "_").last ?? "").dropLast(4)
    return body.indices.dropLast(7).map { String(body[$0..<($0 + 8)]) }
  }
}

/// A file or directory that a run left behind.
struct LeftBehind: Sendable {
  /// From the scratch place's root.
  var path: String
  var isDirectory: Bool
  var permissions: Int
  /// Nothing for a directory.
  var bytes: Data

  /// Everything below a directory but for links, in the order of the paths.
  static func all(below root: URL) throws -> [LeftBehind] {
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    return try (names ?? []).sorted().compactMap { path in
      let url = root.appending(path: path)
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      let type = attributes[.type] as? FileAttributeType
      guard type == .typeRegular || type == .typeDirectory else { return nil }
      return LeftBehind(
        path: path, isDirectory: type == .typeDirectory,
        permissions: (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1,
        bytes: type == .typeRegular ? try Data(contentsOf: url) : Data())
    }
  }
}
