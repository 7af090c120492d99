using FastMtp.Training.Outliers;

namespace FastMtp.Training.Fits;

/// <summary>The labels that a fit left out.</summary>
internal static class DistrustedLabels
{
    /// <summary>Each in words, those of the largest errors first.</summary>
    /// <param name="terms">The labels.</param>
    /// <param name="data">The data of the fit; its final steps count the validation configurations behind the training ones.</param>
    public static IReadOnlyList<string> Words(IReadOnlyList<DistrustedTerm> terms, FitData data)
    {
        Configuration[] cells = [.. data.Training, .. data.Domain.Within, .. data.Domain.Beyond];
        return [.. terms.OrderByDescending(term => term.Error / term.Usual).Select(term => term.Words(cells[term.Cell]))];
    }
}
