using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Fits;
using FastMtp.Cli.Terminals;
using FastMtp.Files.Text;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Studies;

/// <summary>The options that all studies have: data, how to train, seeds, and where to keep the results.</summary>
internal sealed class StudyOptions
{
    private readonly Argument<string[]> _data = Options.Files("data", "Training configurations: .cfg or extended XYZ, also .gz; several files may follow.");
    private readonly Option<string[]> _valid = Options.FileList("--valid", "Configurations whose loss decides.");
    private readonly Option<int> _seeds = Options.Whole("--seeds", "Fits of each potential, which differ by their seeds; --seed is the first.", 3, least: 1);
    private readonly Option<int> _jobs = Options.Jobs();
    private readonly Option<int> _threads = Options.Threads();
    private readonly Option<string?> _output = Options.Text("--output", "Directory for table, picture, potentials and the record by which an interrupted study goes on.", "directory");
    private readonly RadialBasisOptions _radial;
    private readonly TrainOptions _training;
    private readonly DataOptions _reading;

    public StudyOptions(Command command)
    {
        _valid.Required = true;
        _output.DefaultValueFactory = _ => "study";
        command.Add(_data);
        command.Add(_valid);
        foreach (var option in (Option[])[_seeds, _output, _jobs, _threads]) command.Add(option);
        _radial = new RadialBasisOptions(command);
        _training = new TrainOptions(command, choosesModel: false);
        _reading = new DataOptions(command);
    }

    /// <summary>Checks what can be checked before reading, reads the data, and opens the record.</summary>
    public StudySession Open(Terminal terminal, ParseResult parsed, IReadOnlyList<int> levels)
    {
        var settings = _training.Settings(parsed, "") with { CheckpointPath = null };
        settings.Validate();
        foreach (var level in levels) _radial.Check(parsed, level);
        var directory = new StudyDirectory(parsed.GetRequiredValue(_output)!);
        var (jobs, threads) = (parsed.GetValue(_jobs), parsed.GetValue(_threads));
        var data = FitInput.Read(terminal, parsed, _reading, parsed.GetRequiredValue(_data), parsed.GetValue(_valid), null, _training.Weights(parsed), _radial.Cutoff(parsed), threads);
        return new(terminal, data, settings, _radial.For(parsed, data), directory, parsed.GetValue(_seeds), jobs, threads);
    }
}

/// <summary>Where a study keeps its files.</summary>
internal sealed class StudyDirectory
{
    private readonly string _root;

    /// <summary>Makes the directory, unless it is there.</summary>
    public StudyDirectory(string root)
    {
        _root = root;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "potentials"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{root}: the directory for the study cannot be made; check the name and the permissions.", e);
        }
        AtomicFile.RequireWritable(RecordPath);
    }

    public string RecordPath => PathOf("fits.jsonl");

    public string PathOf(string name) => Path.Combine(_root, name);

    /// <summary>The potential of a fit, as potentials/tf-4-8-4-level-14-seed-0.fmtp.</summary>
    public string PotentialOf(FitSpecification fit) =>
        Path.Combine(_root, "potentials", string.Join('-', fit.ToString().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)) + ".fmtp");
}
