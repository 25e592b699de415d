using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>How some kinds of operators are read from files. Every class that derives from this is found when we are compiled.</summary>
internal abstract class OperatorConversion
{
    public abstract ImmutableArray<OperatorConverter> Converters { get; }
}
