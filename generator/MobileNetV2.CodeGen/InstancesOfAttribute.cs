using System.Diagnostics;

namespace MobileNetV2.CodeGen;

/// <summary>Marks a <c>static partial ImmutableArray&lt;T&gt; Name();</c> whose body is written when it is compiled: a new instance of
/// every class of the assembly that is a T and can be made without arguments, by full name.</summary>
/// <remarks>For the compiler alone: no trace of it is left in what is compiled.</remarks>
[AttributeUsage(AttributeTargets.Method)]
[Conditional("COMPILATION")]
internal sealed class InstancesOfAttribute : Attribute;
