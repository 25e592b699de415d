using Google.FlatBuffers;
using MobileNetV2.CodeGen.Import.TfLite.Schema;

namespace MobileNetV2.CodeGen.Tests.Import.TfLite;

/// <summary>An options table to be written: its kind and its fields by number, in the schema's order.</summary>
internal sealed record TestOptions(OptionsKind Kind, params object[] Fields)
{
    public static TestOptions Conv2D(
        byte padding = 0, int strideW = 1, int strideH = 1, byte activation = 0, int dilationW = 1, int dilationH = 1) =>
        new(OptionsKind.Conv2D, padding, strideW, strideH, activation, dilationW, dilationH);

    public static TestOptions DepthwiseConv2D(
        byte padding = 0, int strideW = 1, int strideH = 1, int multiplier = 0, byte activation = 0, int dilationW = 1,
        int dilationH = 1) =>
        new(OptionsKind.DepthwiseConv2D, padding, strideW, strideH, multiplier, activation, dilationW, dilationH);

    public static TestOptions Pool2D(byte padding, int strideW, int strideH, int filterW, int filterH, byte activation = 0) =>
        new(OptionsKind.Pool2D, padding, strideW, strideH, filterW, filterH, activation);

    public static TestOptions FullyConnected(byte activation = 0, byte format = 0, bool keepDimensions = false) =>
        new(OptionsKind.FullyConnected, activation, format, keepDimensions);

    /// <summary>Fields of their default value are left out, as writers do.</summary>
    public int Write(FlatBufferBuilder builder)
    {
        var vectors = Fields.Select(f => f switch
        {
            int[] values => TestVectors.Int32s(builder, values),
            string text => builder.CreateString(text).Value,
            _ => 0,
        }).ToArray();
        builder.StartTable(Fields.Length);
        for (var i = 0; i < Fields.Length; i++)
        {
            switch (Fields[i])
            {
                case byte value:
                    builder.AddByte(i, value, 0);
                    break;
                case bool value:
                    builder.AddBool(i, value, false);
                    break;
                case int value:
                    builder.ForceDefaults = true;
                    builder.AddInt(i, value, 0);
                    builder.ForceDefaults = false;
                    break;
                case float value:
                    builder.AddFloat(i, value, 0);
                    break;
                default:
                    builder.AddOffset(i, vectors[i], 0);
                    break;
            }
        }

        return builder.EndTable();
    }
}
