using System.Globalization;

namespace FastMtp.Basis.Mtp;

/// <summary>Plans by level.</summary>
internal static class Levels
{
    extension(BasisPlan)
    {
        /// <summary>The plan of a standard level, one of 2, 4, …, 24. Built once and cached: level 24 takes a second.</summary>
        /// <exception cref="ArgumentException">The level is odd or outside 2 … 24.</exception>
        public static BasisPlan ForLevel(int level) => MtpFamily.Instance.Plan(level.ToString(CultureInfo.InvariantCulture));
    }

    extension(BasisPlan plan)
    {
        /// <summary>The level of a standard MTP; null for any other basis.</summary>
        public int? Level => MtpFamily.LevelOf(plan.Name);
    }
}
