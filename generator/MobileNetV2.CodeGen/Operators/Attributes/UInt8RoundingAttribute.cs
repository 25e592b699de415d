using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>Whether an operator rounds as the uint8 kernels of TensorFlow 1.x do where those round otherwise than int8 kernels.</summary>
internal sealed class UInt8RoundingAttribute<TOperator>(Func<TOperator, bool> value) : FlagAttribute<TOperator>("uint8Rounding", value)
    where TOperator : Operator;
