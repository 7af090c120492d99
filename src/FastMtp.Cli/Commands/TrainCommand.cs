using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.FitReports;
using FastMtp.Cli.Fits;
using FastMtp.Cli.Processes;
using FastMtp.Cli.Reports;
using FastMtp.Cli.Studies;
using FastMtp.Cli.Terminals;
using FastMtp.Files.PotentialFiles;
using FastMtp.Files.Text;
using FastMtp.Plots;
using FastMtp.Training.Checkpoints;
using FastMtp.Training.Fits;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Commands;

/// <summary><c>fastmtp train DATA…</c>: fits a potential.</summary>
internal static class TrainCommand
{
    public const string Name = "train";

    public static readonly string[] Examples =
    [
        "fastmtp train train.xyz.gz --valid valid.xyz.gz                    level 16, potential.mtp",
        "fastmtp train train.xyz --favor forces --holdout 0.2               "
            + "forces count more; a fifth of the data decides which step is kept",
        "fastmtp train a.cfg b.cfg --species Mo,Nb,Ta,W --level 20 --output mo.mtp",
        "fastmtp train train.xyz --stress-weight 0.001 --weight Surface=10 --normalization per-atom",
        "fastmtp train train.xyz.gz --valid valid.xyz.gz --model mf --rank 8   radial coefficients as a product of rank 8",
        "fastmtp train train.xyz --valid valid.xyz --final 10               ten more steps on both together, after the choice of the best",
        "fastmtp train more.xyz --start potential.mtp --output better.mtp   continue from a potential",
        "fastmtp train train.xyz --start small.mtp --level 20 --output large.mtp   grow a potential and fit on",
        "fastmtp train train.xyz --starts 4                                 four starts, of which the best goes on",
        "fastmtp train train.xyz --steps 200 --resume potential.checkpoint.json",
        "fastmtp train train.xyz --valid valid.xyz --ensemble 5 --jobs 2      five seeds: errors with 1σ, potential-1.mtp, …",
        "fastmtp train train.xyz --output potential.fmtp                    for simulations: with the ZBL repulsion below the data",
        "mpirun -n 4 fastmtp train train.xyz --threads 8                    four processes with eight threads each share the data",
    ];

    public static Command Create(Terminal terminal, MpiSession session)
    {
        var command = new Command(Name, "Fit a potential to energies, forces and stresses.");
        var data = Options.Files("data", "Training configurations: .cfg or extended XYZ, also .gz; one or more files.");
        var output = Options.Text(
            "--output",
            "The potential to write: .mtp for any program, .fmtp to keep the factors of a compressed form, the ZBL repulsion, "
            + "shortest distances and notes on the fit. [default: potential.mtp]",
            "file");
        var checkpoint = Options.Text(
            "--checkpoint", "File for the state of the fit. [default: beside the potential, .checkpoint.json]", "file");
        var resume = Options.Text(
            "--resume", "Continue from a checkpoint, with the same data and weights; --steps includes the steps already made.", "file");
        var ensemble = Options.Whole(
            "--ensemble", "Number of potentials to fit, with different seeds; errors are shown as mean ± 1σ.", 1, least: 1);
        var report = Options.Text(
            "--report",
            "Also write a report with pictures, as fastmtp report does: one .html file, or .md with pictures beside it.",
            "file");
        var jobs = Options.Jobs();
        var threads = Options.Threads("one per core, or one per process under mpirun");
        command.Add(data);
        var valid = new ValidationOptions(command);
        var model = new ModelOptions(command);
        var training = new TrainOptions(command);
        foreach (var option in (Option[])[output, checkpoint, resume, report, ensemble, jobs, threads]) command.Add(option);
        var reading = new DataOptions(command);
        command.SetAction(parsed =>
        {
            var to = parsed.GetValue(output) ?? "potential.mtp";
            if (parsed.GetValue(ensemble) > 1 && (parsed.GetValue(resume) ?? parsed.GetValue(checkpoint)) is not null)
            {
                throw new InputException(
                    "Each member of an ensemble has its own checkpoint, such as potential-1.checkpoint.json; "
                    + "resume one at a time, without --ensemble.");
            }
            if (parsed.GetValue(ensemble) > 1 && parsed.GetValue(report) is { } several)
            {
                throw new InputException(
                    $"--report {several} is about one potential; leave it out, and name the members of the ensemble for fastmtp report.");
            }
            if (parsed.GetValue(ensemble) > 1 && session.Communicator.Count > 1)
            {
                throw new InputException(
                    "The members of an ensemble are fitted in one process (--jobs); leave out mpirun, "
                    + "or fit one potential at a time with it.");
            }
            var state = session.IsRoot && parsed.GetValue(resume) is { } path ? CheckpointFile.Read(path) : null;
            var saved = parsed.GetValue(checkpoint) ?? parsed.GetValue(resume) ?? CheckpointFile.Beside(to);
            var start = model.Start(parsed, reading.Species(parsed));
            var settings = training.Settings(parsed, saved, start) with { FinalSteps = valid.FinalSteps(parsed) };
            if (state is not null) settings = training.GoingOn(parsed, settings, state.Settings);
            var perProcess = session.Threads(parsed.GetValue(threads));
            settings.Validate();
            model.Check(parsed);
            var (weights, holdOut) = (training.Weights(parsed), valid.Share(parsed));
            if (session.IsRoot)
            {
                var inputs = new OutputCheck()
                    .Reads("the training data", parsed.GetRequiredValue(data))
                    .Reads("the validation data", valid.Files(parsed));
                TrainFiles.RequireApart(
                    inputs, model.StartPath(parsed), parsed.GetValue(resume), to, settings.CheckpointPath!, parsed.GetValue(ensemble));
                ReportCommand.RequireApart(inputs, parsed.GetValue(report), "--report");
                if (parsed.GetValue(report) is { } page) ReportFile.RequireWritable(page);
                PotentialInput.RequireWritable(to);
                AtomicFile.RequireWritable(settings.CheckpointPath!);
            }

            if (session.IsRoot && model.StartNote(parsed, start) is { } moved) terminal.Note(moved);
            var request = model.Request(parsed, settings.Seed);
            var fitData = FitInput.Read(
                terminal,
                parsed,
                reading,
                parsed.GetRequiredValue(data),
                valid.Files(parsed),
                start is null ? null : ModelRequest.Species(start, reading.Species(parsed)),
                weights,
                request.CutoffFor(start),
                perProcess,
                holdOut);
            if (session.IsRoot && valid.Note(parsed, fitData) is { } idle) terminal.Note(idle);
            if (session.IsRoot && settings.Patience > 0 && fitData.Validation.Count == 0)
                terminal.Note($"--patience {settings.Patience} has no effect: without validation data there is no validation loss to wait for.");
            var potential = model.WithRepulsion(parsed, request.For(start, fitData), fitData, to);
            if (session.IsRoot && model.Note(parsed, potential, to) is { } note) terminal.Note(note);
            if (parsed.GetValue(ensemble) > 1)
            {
                return new EnsembleTraining(terminal, fitData, settings, potential, to)
                    .Run(parsed.GetValue(ensemble), parsed.GetValue(jobs), perProcess);
            }

            session.Begin();
            using var task = new FitTask(
                potential, fitData, settings, perProcess, PotentialInput.Kernel(potential, fitData, settings), session.Communicator);
            if (!session.IsRoot)
            {
                using var forwarded = new Interruption(terminal);
                task.Serve();
                return ExitCode.Success;
            }
            fitData = task.Data;
            TrainReport.Begin(terminal, potential, settings.Model, fitData, task.Kernel, settings.MomentRank);
            using var interruption = new Interruption(terminal);
            state ??= task.ChooseStart(new StartTable(terminal), interruption.Token);
            if (state is null && settings.Starts is { } starts) StartTable.NoteUntried(terminal, starts);
            var course = FitDisplay.Show(
                terminal,
                task.Settings.Steps,
                fitData.Validation.Count > 0,
                fitData.Summary.WithVirial > 0,
                progress => task.FitTrainingData(state, progress, interruption.Token));
            TrainReport.Stopped(terminal, course);
            var fitted = FinalReport.Finish(terminal, task, course, fitData, interruption.Token);
            PotentialFile.Write(to, fitted.Potential);
            TrainReport.Distrusted(terminal, fitted.Distrusted);
            TrainReport.End(terminal, fitted, to, settings.CheckpointPath!);
            LearningPoint[] curve = LearningPoint.Curve(course.History, course.Best.Step);
            Pictures.Write(
                terminal,
                "Learning curve",
                OutputPaths.Path(to, ".learning.png"),
                png => LearningCurve.Write(png, [curve], fitData.Training.Count, fitData.Validation.Count));
            if (interruption.Token.IsCancellationRequested) return interruption.Status;
            TrainReport.Errors(terminal, fitted, fitData, perProcess);
            if (parsed.GetValue(report) is { } file)
            {
                var subject = ReportSubject.Of($"Fit of {Path.GetFileName(to)}", fitted, task.Kernel, fitData, perProcess);
                ReportFile.Write(terminal, file, subject with { Course = curve });
            }
            return ExitCode.Success;
        });
        return command;
    }
}
