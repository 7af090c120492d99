using FastMtp.Cli.Terminals;
using FastMtp.Files.Text;
using FastMtp.Plots;

namespace FastMtp.Cli.FitReports;

/// <summary>Writes a report: Markdown with pictures beside it, or one HTML file.</summary>
internal static class ReportFile
{
    /// <summary>Checks early that a report can be written.</summary>
    /// <exception cref="InputException">It is neither .html nor .md, or not writable.</exception>
    public static void RequireWritable(string path)
    {
        if (!IsHtml(path) && !IsMarkdown(path))
            throw new InputException($"{path}: reports are written as HTML or Markdown; name it .html or .md.");
        AtomicFile.RequireWritable(path);
    }

    /// <summary>The pictures that a report in Markdown may write beside itself.</summary>
    public static IEnumerable<string> PicturesOf(string path) => !IsMarkdown(path) ? []
        : from name in (string[])["learning", "parity", "distribution", "groups", "data"]
          select Path.Combine(Path.GetDirectoryName(path) ?? "", ReportPictures.Name(Stem(path), name));

    /// <summary>Writes a report and says where.</summary>
    /// <param name="terminal">Where to say it.</param>
    /// <param name="path">A .html or .md file.</param>
    /// <param name="subject">What it is about.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(Terminal terminal, string path, ReportSubject subject)
    {
        if (!IsHtml(path))
        {
            var beside = Path.GetDirectoryName(path) ?? "";
            var text = Markdown(subject, new ReportPictures(terminal, beside, Stem(path)));
            AtomicFile.WriteText(path, writer => writer.Write(text));
        }
        else
        {
            var scratch = Directory.CreateTempSubdirectory("fastmtp-report-").FullName;
            try
            {
                var pictures = new ReportPictures(terminal, scratch, "picture");
                var text = Markdown(subject, pictures);
                var drawn = pictures.Files.ToDictionary(file => file, file => File.ReadAllBytes(Path.Combine(scratch, file)));
                AtomicFile.WriteText(path, writer => writer.Write(HtmlPage.Of(subject.Title, text, drawn)));
            }
            finally
            {
                Directory.Delete(scratch, recursive: true);
            }
        }
        terminal.Line($"Report: {path}");
    }

    private static string Markdown(ReportSubject subject, ReportPictures pictures)
    {
        var facts = subject.Facts;
        var text = new MarkdownText().Heading(1, subject.Title);
        text.Heading(2, "Verdict").Paragraph("What the numbers below say; a cell is a configuration of the data.");
        text.List(VerdictText.Of(subject));
        SubjectSection.Add(text, subject);
        AddCourse(text, subject, pictures);
        ErrorSections.AddTotals(text, facts);
        ErrorSections.AddGroups(text, facts);
        if (pictures.Draw("groups", png => GroupErrorPicture.Write(png, facts)) is { } groups)
            text.Picture("Errors of each kind of cells", groups);
        text.Heading(2, "Predictions against data").Paragraph(
            $"On the {(facts.Validation is null ? "training" : "validation")} data: points on the diagonal are exact, "
            + "and a slope or a branch away from it is a systematic error. "
            + "Below, the share of cells whose error is larger than what the axis says; "
            + "a long tail to the right is due to a few cells.");
        if (pictures.Draw("parity", subject.Parity.Write) is { } drawn)
            text.Picture("Predictions against data, and their differences", drawn);
        if (pictures.Draw("distribution", png => ErrorDistributionPicture.Write(png, facts)) is { } distribution)
            text.Picture("Distribution of the errors", distribution);
        WorstSection.Add(text, facts);
        if (subject.Curve is { } curve)
            CurveSection.Add(text, curve, pictures.Draw("data", png => DataCurvePicture.Write(png, curve)));
        return text.ToString();
    }

    private static void AddCourse(MarkdownText text, ReportSubject subject, ReportPictures pictures)
    {
        if (subject.Course.Count < 2) return;
        var (training, validation) = (subject.Facts.TrainingData.Configurations, subject.Facts.ValidationData?.Configurations ?? 0);
        if (pictures.Draw("learning", png => LearningCurve.Write(png, [subject.Course], training, validation)) is not { } picture) return;
        text.Heading(2, "Course of the fit").Paragraph(
            "Curves that still fall at the end want more steps (--steps); "
            + "a validation curve that rises while the training curve falls shows that "
            + "the fit follows the noise of its data from there on.");
        text.Picture("Loss and errors against the step", picture);
    }

    private static bool IsHtml(string path) => path.EndsWith(".html", StringComparison.OrdinalIgnoreCase);

    private static bool IsMarkdown(string path) => path.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    private static string Stem(string path) => Path.GetFileNameWithoutExtension(path);
}
