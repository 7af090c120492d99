using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Keywords shared by the reader and the writer of <c>.cfg</c>.</summary>
internal static class CfgFile
{
    public const string ConfigTypeKey = "config_type";

    /// <summary>Feature that holds the names of the type numbers; other programs preserve it.</summary>
    public const string SpeciesKey = "species_order";

    public static string Escape(string key) =>
        SafeText.Escaped(key.Replace(" ", "\\_").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r"));

    public static string Unescape(string key) => key.Replace("\\_", " ").Replace("\\t", "\t").Replace("\\n", "\n").Replace("\\r", "\r");
}
