#pragma once

#include <memory>
#include <string>

#include "daemon/pipeline/delivery.h"

namespace newswatch::chaos {

/// Deliveries with one mistake each, for a program that the tests alone run: what audits the real
/// one must find these.
enum class Mistake {
  OffsetsOutside,  ///< Offsets are committed by themselves, not in the transaction.
  NoRewind,        ///< After an abort the source goes on instead of going back.
  NoUndo,          ///< After an abort the stage keeps what it had learnt; see `faulty_ends.cpp`.
  Fragile,         ///< Some articles end the process; see `faulty_ends.cpp`.
  NoFence,         ///< A lost partition is not noticed, and its offsets are sent by no member.
};

/// @param source, sink  borrowed.
/// @param group         the name of the consumer group.
std::unique_ptr<daemon::Delivery> make_faulty(Mistake mistake, consumers::KafkaSource& source,
                                              publishers::TransactionalSink& sink,
                                              std::string group);

}  // namespace newswatch::chaos
