using FastMtp.Files.Text;

namespace FastMtp.Files.ConfigurationFiles;

/// <summary>Reads all configurations of a <c>.cfg</c> text file.</summary>
internal sealed class CfgReader(LineReader reader, ReadSession session)
{
    private int _count;

    public void Read()
    {
        while (reader.NextFilled())
        {
            if (reader.Line is "BEGIN")
                throw reader.Error("the old .cfg form (BEGIN … END) is not supported; convert it with MLIP-2's convert-cfg.");
            if (reader.Line is not "BEGIN_CFG")
                throw reader.Error($"BEGIN_CFG expected, found {reader.Excerpt()}; name an MLIP .cfg file or correct this line.");
            _count++;
            session.Add(new CfgBlock(reader, session).Read($"{Path.GetFileName(reader.File)} #{_count}"));
        }
    }
}
