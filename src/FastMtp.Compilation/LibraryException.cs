namespace FastMtp.Compilation;

/// <summary>
/// A kernel cannot be compiled ahead of time on this machine. The message says why, in lower case and without a full stop.
/// </summary>
internal sealed class LibraryException(string message) : Exception(message);
