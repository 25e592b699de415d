using MobileNetV2.CodeGen.Import.TfLite.Operators;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>What converters state, against what definitions state.</summary>
public sealed class OperatorConverterTests
{
    /// <summary>An operator that rounds otherwise on uint8 can say so, and one that can say so is asked to.</summary>
    [Fact]
    public void Converters_say_whether_uint8_rounds_apart_as_records_do()
    {
        static bool Rounds(OperatorDefinition definition) =>
            definition.Attributes.Any(a => a.Name is "uint8Rounding" or "scaleProduct");

        Assert.All(
            OperatorConverters.All.Where(c => c.CustomCode.Length == 0 && OperatorCatalog.ByKind.ContainsKey(c.Code.Name())),
            c => Assert.Equal(Rounds(OperatorCatalog.ByKind[c.Code.Name()]), c.Data.HasFlag(DataTypes.RoundsApartOnUInt8)));
    }

    [Fact]
    public void Every_conversion_is_found()
    {
        var conversions = typeof(OperatorConversion).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(OperatorConversion)));

        Assert.Equal(
            conversions.SelectMany(t => ((OperatorConversion)Activator.CreateInstance(t)!).Converters).Select(c => c.Name)
                .Order(StringComparer.Ordinal),
            OperatorConverters.All.Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>A kind that nobody converts would be refused in every file, without a word here.</summary>
    [Fact]
    public void Every_kind_of_the_format_has_a_converter()
    {
        var kinds = OperatorCatalog.Kinds.Intersect(Enum.GetValues<BuiltinOperator>().Select(code => code.Name()));

        Assert.Empty(kinds.Except(OperatorConverters.All.Select(c => c.Name)).Except(["ASSIGN_VARIABLE"])); // see StateConversion
    }
}
