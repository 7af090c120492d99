using FastMtp.Input;

namespace FastMtp;

/// <summary>
/// Something the user gave cannot be used. The message is one sentence that names the file and line where there is one
/// and the remedy; the command prints it as it is and exits with code 2.
/// </summary>
public sealed class InputException : Exception
{
    private const int LongestMessage = 1000;

    /// <summary>Creates the exception with a complete sentence; what it quotes of a file can do no harm to a terminal.</summary>
    public InputException(string message, Exception? inner = null)
        : base(SafeText.Shortened(message, LongestMessage), inner)
    {
    }

    /// <summary>Creates the exception with "file:line: message".</summary>
    public static InputException At(string file, int line, string message) => new($"{file}:{line}: {message}");
}
