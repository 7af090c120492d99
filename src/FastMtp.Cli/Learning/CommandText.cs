using System.Text.RegularExpressions;
using FastMtp.Properties.Toml;

namespace FastMtp.Cli.Learning;

/// <summary>Commands with variables in braces.</summary>
internal static partial class CommandText
{
    /// <summary>The command of a section with values in place of its variables; <c>${name}</c> is left to the shell.</summary>
    /// <param name="section">The section, which has it as <c>command</c>.</param>
    /// <param name="command">The command.</param>
    /// <param name="variables">Names and values.</param>
    /// <exception cref="InputException">There is no variable of that name.</exception>
    public static string Of(TomlSection section, string command, IReadOnlyList<(string Name, string Value)> variables) =>
        Braces().Replace(command, match =>
        {
            var name = match.Groups[1].Value;
            var found = variables.FirstOrDefault(variable => variable.Name == name);
            return found.Value ?? throw section.Error("command",
                $"has {{{name}}}, which is not a variable; "
                + $"choose from {string.Join(", ", variables.Select(variable => $"{{{variable.Name}}}"))}");
        });

    [GeneratedRegex(@"(?<!\$)\{([A-Za-z_]\w*)\}")]
    private static partial Regex Braces();
}
