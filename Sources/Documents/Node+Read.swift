import Foundation
public import Quantities

/// Why a file could not be opened; what is wrong inside a file is a diagnostic instead.
public enum DocumentFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such file.
  case missing(path: String)
  /// There is such a file, but it cannot be read.
  case unreadable(path: String, reason: String)

  /// The sentence for the user.
  public var description: String {
    switch self {
    case .missing(let path): "\(path): there is no such file"
    case .unreadable(let path, let reason): "\(path): the file cannot be read: \(reason)"
    }
  }
}

extension Node {
  /// Reads a YAML or JSON file; what is wrong inside it is added to the diagnostics.
  ///
  /// - Parameters:
  ///   - path: Where the file is; also the name that locations carry.
  ///   - diagnostics: Receives what is wrong inside the file.
  /// - Returns: The tree, or nil when the text cannot be used.
  /// - Throws: `DocumentFileError` when there is no file to read.
  public static func read(
    path: String,
    into diagnostics: inout Diagnostics
  ) throws(DocumentFileError) -> Node? {
    guard let text = try text(path: path, into: &diagnostics) else { return nil }
    return parse(text: text, file: path, into: &diagnostics)
  }

  /// Reads a text file within the limit of size; a binary file is a diagnostic.
  ///
  /// - Throws: `DocumentFileError` when there is no file to read.
  public static func text(
    path: String,
    into diagnostics: inout Diagnostics
  ) throws(DocumentFileError) -> String? {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .missing(path: path)
    }
    guard !isDirectory.boolValue else { throw .unreadable(path: path, reason: "it is a folder") }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw .unreadable(path: path, reason: "it cannot be opened; check its permissions")
    }
    defer { try? handle.close() }
    var bytes = Data()
    do {
      // A pipe may hand over less than was asked for, so reading goes on until nothing comes.
      while bytes.count <= DocumentLimit.bytes,
        let more = try handle.read(upToCount: DocumentLimit.bytes + 1 - bytes.count), !more.isEmpty
      {
        bytes.append(more)
      }
    } catch {
      throw .unreadable(path: path, reason: "\(error.localizedDescription)")
    }
    guard bytes.count <= DocumentLimit.bytes else {
      diagnostics.error(
        "the file is larger than \(DocumentLimit.bytes / 1_000_000) MB",
        file: path,
        hint: "is it the right file?"
      )
      return nil
    }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      diagnostics.error(
        "the file is not a UTF-8 text; a YAML or JSON text is due",
        file: path,
        hint: "is it the right file?"
      )
      return nil
    }
    return text
  }
}
