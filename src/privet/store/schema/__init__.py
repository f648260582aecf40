"""Every table, once, with the class of personal data each column holds (docs/reference/data-inventory.md).

The rules a distributed database needs hold from the start and are tested: the tenant begins every primary key, unique
index and foreign key; ids are made by us, never by a sequence. `info["holds"]` says what a column holds; a column
without it fails the build (capability E10). Three files, written in this order: `index.db`, `keys.db`, `data.db`
(design: keys.db has its own page, docs/spec/wrapped-key.md).

    data.db    tenant · policy · operator            who there is and what is allowed
               ruling                            what became of each version of the policy
               entry_pack · tile · checkpoint        the ledger
               tally · entry_about · holding         figures and an index of it, and of what is held
               statistic                             what was found on days that are over, of ten people or more
               export_mark                           how far it was handed on
               period · erasure · confirmation       which keys seal, which were destroyed, and who confirmed it
               subject · conversation · member       whose, and where
               message · value · mark · note         what was said, sealed
               outbox                                what is to be sent
               access_key · answer                   programs that may ask, and what they were answered
               hook · event · relay · job            who is told what happened, and what the clock did
               assignment · access_grant             who was given what for a while
               passkey · recovery_code · invitation  what proves a person, and who is invited
               agreement                             what a second person agreed to about an account
               session · device · spent              who is logged in from where; challenges that were used
               step_up · sim_change                  codes that customers proved themselves by
               customer_passkey                      their passkeys
               spending · restriction                how much people saw; whose data is restricted
               training_pass · _try · _reminder      who passed which module of the training
               task · task_done · sample             what is reviewed when, by whom, with what verdict
               annotation · macro · glimpse          notes, texts that answers begin with, masks shown
               bot · bot_update · bot_chat           bots in the path, what waits for them, where they are known
               bot_post · bot_place                  which process looks after a bot; where queries stand
               trial                                 what would have been handed on in a trial, counted
               line · line_post                      accounts at SMS providers in the path, what waits
               alias                                 what stands for a number where no token can
               optout · retraction                   who wants no messages; what is deleted at the channel
               file · file_piece                     files that customers sent, and sealed copies of them
               consent · consent_text · basis        who agreed to what, to which text; on which basis
               failing · unseen                      what becomes of texts that cannot be looked through; what waits
               notice                                what customers were told of their data, version by version
               hold · hold_scope · held              what is kept beyond its time, for whom, until when; copies of it
               request · request_subject             what people ask about their own data, and who is proven
               portal_link · portal_visit            links to customers' own pages, and visits that they opened
               lasting · exact                       what ends before its class says
               drp_agent · drp_request               who asks for others by the Data Rights Protocol, and what came so
    index.db   identity · mention · state            found without knowing the subject; rebuilt from the data
"""

from privet.store.schema import agents as agents
from privet.store.schema import bots as bots
from privet.store.schema import consent as consent
from privet.store.schema import desk as desk
from privet.store.schema import erasures as erasures
from privet.store.schema import figures as figures
from privet.store.schema import files as files
from privet.store.schema import holds as holds
from privet.store.schema import lasting as lasting
from privet.store.schema import lines as lines
from privet.store.schema import llms as llms
from privet.store.schema import people as people
from privet.store.schema import portal as portal
from privet.store.schema import requests as requests
from privet.store.schema import reviews as reviews
from privet.store.schema import rights as rights
from privet.store.schema import ruling as ruling
from privet.store.schema import serving as serving
from privet.store.schema import trials as trials
from privet.store.schema import vault as vault
from privet.store.schema import wishes as wishes
from privet.store.schema.columns import HOLDS as HOLDS
from privet.store.schema.columns import data as data
from privet.store.schema.columns import index as index
