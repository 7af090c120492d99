namespace FastMtp.Cli.Terminals;

/// <summary>The directory that a command fills.</summary>
internal static class OutputDirectory
{
    /// <summary>Creates the directory if it does not exist.</summary>
    /// <exception cref="InputException">It cannot be created.</exception>
    public static void Create(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(
                $"{directory}: the directory cannot be created ({e.Message.TrimEnd('.')}); choose another --output.", e);
        }
    }
}
