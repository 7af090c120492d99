using FastMtp.Files.Text;

namespace FastMtp.Cli.Arguments;

/// <summary>Rejects a command that would overwrite one of its inputs or write two outputs to one file.</summary>
internal sealed class OutputCheck
{
    private readonly List<(string Path, string Role)> _inputs = [];
    private readonly List<(string Path, string Content, string Option)> _outputs = [];

    /// <summary>Files that the command reads.</summary>
    /// <param name="role">Their role in messages, such as "the training data".</param>
    /// <param name="paths">The files; null, or null entries, if none was named.</param>
    public OutputCheck Reads(string role, params IEnumerable<string?>? paths)
    {
        foreach (var path in paths ?? [])
            if (path is { Length: > 0 }) _inputs.Add((path, role));
        return this;
    }

    /// <summary>A file that the command will write.</summary>
    /// <param name="content">Its content in messages, such as "the checkpoint".</param>
    /// <param name="path">The file; null if none will be written.</param>
    /// <param name="option">The option or argument that names it.</param>
    /// <param name="replaces">An input that it may replace, because it continues it.</param>
    /// <exception cref="InputException">The command also uses that file for something else.</exception>
    public OutputCheck Writes(string content, string? path, string option, string? replaces = null)
    {
        if (path is not { Length: > 0 }) return this;
        foreach (var input in _inputs)
        {
            var isReplaced = replaces is not null && RealPath.AreSame(input.Path, replaces);
            if (!isReplaced && RealPath.AreSame(path, input.Path))
                throw new InputException($"{path}: {content} would overwrite {input.Role}; change {option}.");
        }
        foreach (var other in _outputs)
        {
            if (!RealPath.AreSame(path, other.Path)) continue;
            var change = option == other.Option ? option : $"{option} or {other.Option}";
            throw new InputException($"{path}: {content} and {other.Content} would be the same file; change {change}.");
        }
        _outputs.Add((path, content, option));
        return this;
    }
}
