using System.Text.RegularExpressions;

namespace FastMtp.Cli.Tests;

/// <summary>A command of a page as a test runs it: with short fits, and with something in place of what is not here.</summary>
internal static partial class TypedCommand
{
    /// <summary>Most steps of a fit.</summary>
    public const int Steps = 3;

    /// <summary>Candidates of a search.</summary>
    private const int Candidates = 2;

    private const string Log = """
        { printf 'units metal\nStep Temp Density\n0 300 13.4\n1000 301 13.5\n2000 299 13.4\n3000 300 13.5\n'
        printf 'Loop time of 1 on 1 procs for 3000 steps with 64 atoms\n'; } > log.lammps
        """;

    /// <summary>
    /// Commands of other programs by how they begin, why they do not run, and what makes the files that later commands need.
    /// </summary>
    private static readonly (string Start, string Why, string Instead)[] OtherPrograms =
    [
        ("dotnet publish ", "builds for minutes; the native tests do it", ""),
        ("dotnet test ", "is this", ""),
        ("sudo apt-get ", "changes the machine", ""),
        ("dotnet pack ", "builds everything; PackageTests do it", ""),
        ("dotnet tool install ", "changes the machine; PackageTests install it elsewhere", ""),
        ("sh src/Packaging/linux.sh ", "compiles ahead of time for minutes", ""),
        ("tar -xzf packages/", "needs the tarball", ""),
        ("python3 -m venv ", "is for the wheel", ""),
        ("env/bin/pip install packages/", "needs the wheel; WheelTests have its content", ""),
        ("mpirun -np ", "simulates in LAMMPS with an installed model; the native tests do it", Log),
        ("PYTHONPATH=for_ase python3 ", "needs the native library; the native tests have the calculator", ""),
        ("python3 examples/flinak/flinak.py", "simulates for an hour",
            """
            mkdir flinak
            fastmtp convert examples/train.xyz.gz flinak/train.xyz
            fastmtp convert examples/valid.xyz.gz flinak/valid.xyz
            fastmtp train flinak/train.xyz --valid flinak/valid.xyz --level 4 --steps 1 --output flinak/base0.fmtp
            """),
        ("sh data.sh", "simulates in LAMMPS", ""),
    ];

    /// <summary>Our own commands that cannot run; that their options exist is tested.</summary>
    private static readonly (string Start, string Why)[] OnlyRead =
    [
        ("fastmtp analyze log.lammps melt.dump", "there is no such run; AnalyzeTests have logs and dumps"),
        ("fastmtp analyze base0.1000.log", "needs the simulation of an hour"),
        ("fastmtp learn loop.toml", "simulates in LAMMPS; LearnTests run loops"),
        ("fastmtp evaluate silicon/potential.fmtp", "needs that loop"),
        ("fastmtp info silicon/potential.fmtp", "needs that loop"),
    ];

    /// <summary>Commands whose exit code says what they think of data or potential: of 3 steps, nothing good.</summary>
    private static readonly string[] Verdicts = ["fastmtp test ", "fastmtp check "];

    /// <summary>Why a command is not run; null for one that is.</summary>
    public static string? WhyNot(string command) =>
        OtherPrograms.Where(other => command.StartsWith(other.Start, StringComparison.Ordinal)).Select(other => other.Why)
            .Concat(OnlyRead.Where(read => command.StartsWith(read.Start, StringComparison.Ordinal)).Select(read => read.Why))
            .FirstOrDefault();

    /// <summary>What a shell runs for it.</summary>
    public static string Script(string command)
    {
        var own = Launcher().Replace(command, "fastmtp ");
        if (OtherPrograms.FirstOrDefault(other => own.StartsWith(other.Start, StringComparison.Ordinal)) is { Start: not null } other)
        {
            var files = FileName().Matches(own).Select(match => $"test -e {match.Groups[1].Value}\n");
            return string.Concat(files) + other.Instead;
        }
        if (own.StartsWith("cd ", StringComparison.Ordinal) || own.StartsWith("export ", StringComparison.Ordinal)) return own;
        Assert.True(
            own.StartsWith("fastmtp ", StringComparison.Ordinal),
            $"'{command}' is no command that a test knows; add it to {nameof(TypedCommand)}.");
        if (WhyNot(own) is not null) return "";
        var shortened = Shortened(own);
        return Verdicts.Any(verdict => own.StartsWith(verdict, StringComparison.Ordinal)) ? $"{shortened} || test $? -eq 1" : shortened;
    }

    private static string Shortened(string command)
    {
        command = Time().Replace(command, $"--steps {Steps}");
        if (Fits().IsMatch(command))
            command = StepCount().IsMatch(command) ? StepCount().Replace(command, $"--steps {Steps}") : $"{command} --steps {Steps}";
        if (command.StartsWith("fastmtp tune ", StringComparison.Ordinal)) command += $" --candidates {Candidates}";
        if (Export().IsMatch(command)) command += " --library \"$LIBRARY\"";
        return command.Replace(" --install", "", StringComparison.Ordinal);
    }

    [GeneratedRegex("^(dotnet run -c Release --project src/FastMtp.Cli -- |mpirun -n \\d+ fastmtp )")]
    private static partial Regex Launcher();

    [GeneratedRegex("\\s([\\w/]+\\.py|in\\.\\w+|\\w+\\.sh)")]
    private static partial Regex FileName();

    [GeneratedRegex("^fastmtp (train|tune|study)\\b|--refit ")]
    private static partial Regex Fits();

    [GeneratedRegex("--steps \\d+")]
    private static partial Regex StepCount();

    [GeneratedRegex("--time(-limit)? \\w+")]
    private static partial Regex Time();

    [GeneratedRegex("--format (kim|plugin|ase)\\b")]
    private static partial Regex Export();
}
