using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>One of the things that a head finds: a struct of int32 members in C.</summary>
public interface IAnswerItem
{
    /// <summary>The members in the order of the C struct.</summary>
    ImmutableArray<int> Members { get; }
}
