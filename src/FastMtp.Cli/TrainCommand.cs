using System.CommandLine;
namespace FastMtp.Cli;
/// <summary>x</summary>
internal static class TrainCommand
{
    public const string Name = "train";
    public static readonly string[] Examples = [];
    public static Command Create(Terminal terminal) => new(Name, "x" + terminal.IsLive);
}
