namespace FastMtp.Files.ConfigurationFiles;

/// <summary>A word of a CIF.</summary>
/// <param name="Text">Without quotes.</param>
/// <param name="Line">Where it stands.</param>
/// <param name="IsQuoted">Quoted words are values, whatever they say.</param>
internal readonly record struct CifToken(string Text, int Line, bool IsQuoted)
{
    public bool IsTag => !IsQuoted && Text.StartsWith('_');

    public bool IsLoop => !IsQuoted && Text.Equals("loop_", StringComparison.OrdinalIgnoreCase);

    public bool IsData => !IsQuoted && Text.StartsWith("data_", StringComparison.OrdinalIgnoreCase);

    /// <summary>False for ? and ., which stand for what is not known or does not apply.</summary>
    public bool IsKnown => IsQuoted || Text is not ("?" or ".");
}
