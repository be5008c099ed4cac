import HTTP

/// Parameters or fields that older versions of Stripe's API have, from pinned older releases of the
/// SDK.
package struct FormerMembers: Sendable, Hashable {
  /// The first version that does not have them: "2025-03-31.basil".
  package let version: String
  /// The members alone that went; those of a member that stayed are nested in it. A member that is
  /// there today too has the words here that it took then.
  package let record: RecordShape
}

/// An operation that older versions of Stripe's API have.
package struct FormerOperation: Sendable, Hashable {
  /// The HTTP method.
  package let method: HTTPMethod
  /// The path; each of its parameters is `{id}`.
  package let path: String
  /// The first version that does not have it.
  package let version: String
}

extension Operation {
  /// The parameters that older versions have, by version, oldest first.
  package var formerParameters: [FormerMembers] {
    bytes.formerMembers(.formerParameters, of: index)
  }
}

extension ObjectType {
  /// The fields that older versions have, by version, oldest first.
  package var formerFields: [FormerMembers] { bytes.formerMembers(.formerFields, of: index) }
}

extension Catalog {
  /// The operations that older versions have and this one has not.
  package var formerOperations: [FormerOperation] {
    (0..<bytes.rowCount(.formerOperations)).compactMap { row in
      let methods = HTTPMethod.allCases
      guard let method = bytes.former(.method, row), methods.indices.contains(Int(method)),
        let path = bytes.former(.path, row), let version = bytes.former(.version, row)
      else { return nil }
      return FormerOperation(
        method: methods[Int(method)], path: bytes.string(path), version: bytes.string(version))
    }
  }
}

extension CatalogBytes {
  fileprivate func formerMembers(_ section: Section, of owner: Int) -> [FormerMembers] {
    (0..<rowCount(section)).compactMap { row in
      guard word(section, row, .owner).map(Int.init) == owner,
        let version = word(section, row, .version), let members = word(section, row, .members)
      else { return nil }
      return FormerMembers(
        version: string(version), record: RecordShape(bytes: self, reference: members))
    }
  }

  private func word(_ section: Section, _ row: Int, _ column: CatalogLayout.FormerColumn) -> UInt32?
  {
    word(section, row: row, column: column.rawValue)
  }

  fileprivate func former(_ column: CatalogLayout.FormerOperationColumn, _ row: Int) -> UInt32? {
    word(.formerOperations, row: row, column: column.rawValue)
  }
}
