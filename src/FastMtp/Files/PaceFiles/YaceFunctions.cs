using FastMtp.Files.Text;
using FastMtp.Pace;

namespace FastMtp.Files.PaceFiles;

/// <summary>Functions of a <c>.yace</c> file.</summary>
internal static class YaceFunctions
{
    /// <param name="reader">Stands on the line of the function.</param>
    /// <param name="value">The function.</param>
    /// <param name="center">The species that it is listed for.</param>
    /// <param name="embedding">That of the species.</param>
    /// <param name="bonds">Its radial functions, by species of the neighbour.</param>
    public static PaceFunction Read(LineReader reader, FlowValue value, int center, PaceEmbedding embedding, ReadOnlySpan<PaceBond> bonds)
    {
        if (value.Integer("mu0") != center) throw reader.Error($"mu0 is not {center}, under which the function stands; correct the file.");
        var (rank, densities) = (value.Integer("rank", 1), value.Integer("ndensity", 1));
        var combinations = value.Integer("num_ms_combs", 1, 1 << 20);
        if (densities > embedding.DensityCount)
            throw reader.Error($"ndensity is {densities}, but the embedding has {embedding.DensityCount}; correct the file.");
        var function = new PaceFunction(
            densities,
            value["mus"].Integers("mus", rank),
            value["ns"].Integers("ns", rank),
            value["ls"].Integers("ls", rank),
            value["ms_combs"].Integers("ms_combs", combinations * rank),
            value["ctildes"].Numbers("ctildes", combinations * densities));
        for (var t = 0; t < rank; t++)
        {
            var (species, n, l) = (function.Species[t], function.N[t], function.L[t]);
            RequireIn(species, 0, bonds.Length - 1, "mus");
            var bond = bonds[species];
            RequireIn(n, 1, rank == 1 ? bond.BasisSize : bond.RadialCount, "ns");
            RequireIn(l, 0, rank == 1 ? 0 : bond.LargestL, "ls");
            for (var c = 0; c < combinations; c++) RequireIn(function.M[c * rank + t], -l, l, "ms_combs");
        }
        return function;

        void RequireIn(int number, int least, int most, string what)
        {
            if (number < least || number > most)
                throw reader.Error($"{what} has a {number}, which is not within {least} … {most}; correct the file.");
        }
    }
}
