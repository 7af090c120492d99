namespace FastMtp.Basis.Mtp;

/// <summary>Enumerates the distinct contractions of a level; isomorphic multigraphs give the same function.</summary>
internal static class ContractionEnumerator
{
    private const int MostFactors = 4;

    public static List<Contraction> OfLevel(int level)
    {
        var tensors = StandardLevels.MomentTensors(level).ToArray();
        var found = new List<Contraction>();
        Extend([], 0, 0);
        return [.. found.OrderBy(c => c.Level).ThenBy(c => c.Factors.Length)];

        void Extend(List<MomentTensor> chosen, int first, int used)
        {
            if (chosen.Count > 0) AddGraphs([.. chosen], found);
            if (chosen.Count == MostFactors) return;
            for (var i = first; i < tensors.Length; i++)
            {
                if (used + tensors[i].Level > level) continue;
                chosen.Add(tensors[i]);
                Extend(chosen, i, used + tensors[i].Level);
                chosen.RemoveAt(chosen.Count - 1);
            }
        }
    }

    private static void AddGraphs(MomentTensor[] factors, List<Contraction> found)
    {
        var seen = new HashSet<string>();
        var symmetries = Permutations(factors.Length).Where(p => p.Select((to, i) => factors[to] == factors[i]).All(same => same))
            .ToArray();
        foreach (var edges in Graphs([.. factors.Select(f => f.Nu)]))
        {
            var key = symmetries.Select(p => Key(edges, p)).OrderBy(k => k, StringComparer.Ordinal).First();
            if (seen.Add(key)) found.Add(new Contraction(factors, edges));
        }
    }

    private static string Key(int[,] edges, int[] order)
    {
        var n = order.Length;
        var key = new char[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) key[i * n + j] = (char)('a' + edges[order[i], order[j]]);
        }
        return new string(key);
    }

    /// <summary>All multigraphs without loops whose vertices have the given degrees.</summary>
    private static IEnumerable<int[,]> Graphs(int[] degrees)
    {
        var n = degrees.Length;
        var pairs = (from i in Enumerable.Range(0, n) from j in Enumerable.Range(i + 1, n - i - 1) select (i, j)).ToArray();
        var edges = new int[n, n];
        var open = (int[])degrees.Clone();
        return Fill(0);

        IEnumerable<int[,]> Fill(int pair)
        {
            if (pair == pairs.Length)
            {
                if (open.All(d => d == 0)) yield return (int[,])edges.Clone();
                yield break;
            }
            var (i, j) = pairs[pair];
            for (var e = Math.Min(open[i], open[j]); e >= 0; e--)
            {
                Connect(i, j, e);
                foreach (var graph in Fill(pair + 1)) yield return graph;
                Connect(i, j, -e);
            }
        }

        void Connect(int i, int j, int count)
        {
            edges[i, j] += count;
            edges[j, i] += count;
            open[i] -= count;
            open[j] -= count;
        }
    }

    private static IEnumerable<int[]> Permutations(int n) =>
        n == 0 ? [[]] : Permutations(n - 1).SelectMany(p => Enumerable.Range(0,
            n).Select(at => (int[])[.. p.Take(at), n - 1, .. p.Skip(at)]));
}
