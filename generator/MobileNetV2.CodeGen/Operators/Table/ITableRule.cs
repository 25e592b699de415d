using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The definition of an operator that is a table.</summary>
internal interface ITableRule
{
    /// <summary>The quantization that the rule has built in for the output; null when the output may have any.</summary>
    QuantizationParameters? Output { get; }

    /// <summary>What becomes of each byte of the input; entries are indexed by the byte without its sign.</summary>
    byte[] Make(ITensorTable graph, Operator op);
}
