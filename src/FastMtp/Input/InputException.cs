using System.Globalization;
using FastMtp.Input;

namespace FastMtp;

/// <summary>
/// Invalid input. The message is one sentence that names the file and line, if any, and the remedy; the command
/// prints it as it is and exits with code 2.
/// </summary>
public sealed class InputException : Exception
{
    private const int LongestMessage = 1000;

    private readonly string _place = "";
    private readonly FormattableString? _sentence;

    /// <summary>Creates the exception with a complete sentence; text quoted from a file is made safe for a terminal.</summary>
    public InputException(string message, Exception? inner = null)
        : base(SafeText.Shortened(message, LongestMessage), inner)
    {
    }

    private InputException(string place, FormattableString sentence, Exception? inner)
        : base(SafeText.Shortened(place + Phrase(sentence, argument => argument.Name), LongestMessage), inner) =>
            (_place, _sentence) = (place, sentence);

    /// <summary>Creates the exception with "file:line: message".</summary>
    public static InputException At(string file, int line, string message) => new($"{file}:{line}: {message}");

    /// <summary>Creates the exception with a sentence in which an <see cref="Argument"/> occurs.</summary>
    internal static InputException Naming(FormattableString sentence, Exception? inner = null) => new("", sentence, inner);

    /// <summary>The same with "file:line: " before it.</summary>
    internal static InputException NamingAt(string file, int line, FormattableString sentence) => new($"{file}:{line}: ", sentence, null);

    /// <summary>The message with other names for its arguments.</summary>
    internal string MessageWith(Func<Argument, string> name) =>
        _sentence is null ? Message : SafeText.Shortened(_place + Phrase(_sentence, name), LongestMessage);

    private static string Phrase(FormattableString sentence, Func<Argument, string> name) => string.Format(
        CultureInfo.InvariantCulture,
        sentence.Format,
        [.. sentence.GetArguments().Select(value => value is Argument argument ? name(argument) : value)]);
}
