using FastMtp.Input;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Words that the reader and the writer of <c>.cfg</c> share.</summary>
internal static class CfgFile
{
    public const string ConfigTypeKey = "config_type";

    /// <summary>Feature in which we keep the names of the type numbers; other programs carry it along.</summary>
    public const string SpeciesKey = "species_order";

    public static string Escape(string key) => SafeText.Escaped(key.Replace(" ", "\\_").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r"));

    public static string Unescape(string key) => key.Replace("\\_", " ").Replace("\\t", "\t").Replace("\\n", "\n").Replace("\\r", "\r");
}
