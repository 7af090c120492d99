namespace FastMtp.Cli.Terminals;

/// <summary>What the process says about its end.</summary>
internal static class ExitCode
{
    /// <summary>The command did what it was asked.</summary>
    public const int Success = 0;

    /// <summary>The command failed, and not because of its input.</summary>
    public const int Failure = 1;

    /// <summary>The input cannot be used; a sentence on standard error says why.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM.</summary>
    public const int Terminated = 143;
}
