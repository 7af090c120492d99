namespace FastMtp;

/// <summary>
/// Something the user gave cannot be used. The message is one sentence that names the file and line where there is one
/// and the remedy; the command prints it as it is and exits with code 2.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the exception with a complete sentence.</summary>
    public InputException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Creates the exception with "file:line: message".</summary>
    public static InputException At(string file, int line, string message) => new($"{file}:{line}: {message}");
}
