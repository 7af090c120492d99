using Tomlyn.Model;
using Tomlyn.Serialization;

namespace FastMtp.Properties.Toml;

/// <summary>How to read a table without reflection, which programs compiled ahead of time lack.</summary>
[TomlSerializable(typeof(TomlTable))]
internal sealed partial class TomlTables : TomlSerializerContext;
