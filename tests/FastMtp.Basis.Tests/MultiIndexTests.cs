using FastMtp.Basis.Mtp;

namespace FastMtp.Basis.Tests;

public class MultiIndexTests
{
    [Fact]
    public void MultiplicitiesCountAllIndexTuples()
    {
        for (var rank = 0; rank <= 20; rank++)
        {
            var components = MultiIndex.OfRank(rank);
            Assert.Equal((rank + 1) * (rank + 2) / 2, components.Length);
            Assert.Equal((long)Math.Pow(3, rank), components.Sum(MultiIndex.Multiplicity));
        }
    }

    [Fact]
    public void AddingIndicesAddsExponents()
    {
        Assert.Equal((4, 7, 11), MultiIndex.Unpack(MultiIndex.Pack(1, 2, 8) + MultiIndex.Pack(3, 5, 3)));
        Assert.Equal(12, MultiIndex.Multiplicity(MultiIndex.Pack(2, 1, 1)));
    }
}
